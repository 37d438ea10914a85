import {
  Account,
  Address,
  BIGINT_1,
  bytesToBigInt,
  concatBytes,
  type EOACode7702AuthorizationListBytesItem,
  eoaCode7702AuthorizationHashedMessageToSign,
  MAX_UINT64,
  SECP256K1_ORDER_DIV_2,
} from '@ethereumjs/util'
import { isScaffoldError } from '@scaffold-evm/common'
import type { Crypto } from '../../crypto.js'
import type { Executor } from './executor.js'

const delegationPrefix = Uint8Array.of(0xef, 0x01, 0x00)

/** Whether `code` says that another account's code runs here (EIP-7702). */
export function isDelegation(code: Uint8Array): boolean {
  return code.length === 23 && code[0] === 0xef && code[1] === 0x01 && code[2] === 0x00
}

/** What the authorizations of a transaction came to. */
export interface AppliedAuthorizations {
  /** Those whose signature is valid on this chain: they are warm. */
  readonly authorities: readonly Uint8Array[]
  /** Gas. */
  readonly refund: bigint
}

const nothingApplied: AppliedAuthorizations = { authorities: [], refund: 0n }

/**
 * Writes the delegations that the authorities of an EIP-7702 transaction signed; those that are not
 * valid are passed over.
 */
export async function applyAuthorizations(
  executor: Executor,
  authorizations: readonly EOACode7702AuthorizationListBytesItem[],
  crypto: Crypto,
): Promise<AppliedAuthorizations> {
  if (authorizations.length === 0) return nothingApplied
  const authorities: Uint8Array[] = []
  let refund = 0n
  for (const authorization of authorizations) {
    const authority = recoverAuthority(authorization, executor, crypto)
    if (authority === undefined) continue
    authorities.push(authority.bytes)
    refund += await applyAuthorization(executor, authority, authorization)
  }
  return { authorities, refund }
}

/** Who signed `authorization`, unless it is not valid on this chain. */
export function recoverAuthority(
  authorization: EOACode7702AuthorizationListBytesItem,
  executor: Executor,
  crypto: Crypto,
): Address | undefined {
  const [chainIdBytes, , nonceBytes, yParityBytes, rBytes, sBytes] = authorization
  const chainId = bytesToBigInt(chainIdBytes)
  const yParity = bytesToBigInt(yParityBytes)
  const s = bytesToBigInt(sBytes)
  if (chainId !== 0n && chainId !== executor.rules.chainId()) return undefined
  if (bytesToBigInt(nonceBytes) >= MAX_UINT64) return undefined
  if (s > SECP256K1_ORDER_DIV_2 || yParity > BIGINT_1) return undefined
  try {
    const hash = authorizationHash(authorization)
    return new Address(
      crypto.recover(hash, { r: bytesToBigInt(rBytes), s, yParity: yParity === 1n ? 1 : 0 }),
    )
  } catch (error) {
    if (isScaffoldError(error, 'CRYPTO_INVALID_SIGNATURE')) return undefined
    throw error
  }
}

function authorizationHash(authorization: EOACode7702AuthorizationListBytesItem): Uint8Array {
  const [chainId, address, nonce] = authorization
  return eoaCode7702AuthorizationHashedMessageToSign([chainId, address, nonce])
}

async function applyAuthorization(
  { state, rules }: Executor,
  authority: Address,
  [, target, nonce]: EOACode7702AuthorizationListBytesItem,
): Promise<bigint> {
  const existing = await state.getAccount(authority)
  const account = existing ?? new Account()
  if (account.isContract() && !isDelegation(await state.getCode(authority))) return 0n
  if (account.nonce !== bytesToBigInt(nonce)) return 0n

  account.nonce += 1n
  await state.putAccount(authority, account)
  const isCleared = target.every((byte) => byte === 0)
  await state.putCode(
    authority,
    isCleared ? new Uint8Array(0) : concatBytes(delegationPrefix, target),
  )
  if (existing === undefined) return 0n
  return rules.param('perEmptyAccountCost') - rules.param('perAuthBaseGas')
}
