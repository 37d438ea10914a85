import { Capability } from '@ethereumjs/tx'
import { concatBytes, SECP256K1_ORDER_DIV_2 } from '@ethereumjs/util'
import { bytesToBigint } from '@scaffold-evm/common'
import { invalidTransactionError, wrongChainIdError } from '../../../errors/transaction.js'
import type { Crypto, Signature } from '../../crypto.js'
import type { KeyedAccount } from '../chain-options.js'
import type { Rules } from '../rules.js'
import type { BlobSidecar, ChainTransaction } from './chain-transaction.js'
import { encodeToSign, encodeTransaction, hashToSign } from './encoding.js'
import type { Transaction } from './transaction.js'

/** Signs `tx` (not frozen) in place with the key of `account`. */
export function signTransaction(
  tx: Transaction,
  account: KeyedAccount,
  crypto: Crypto,
): ChainTransaction {
  const hash = hashToSign(tx, crypto)
  attachSignature(tx, crypto.sign(hash, account.privateKey))
  return pinTransaction(tx, account.address, crypto)
}

/**
 * Makes `tx` (not frozen) look signed by `sender`, whose key the chain does not have. The signature
 * is made of a hash of sender and content, so that it is the same each time and differs by sender.
 */
export function impersonateTransaction(
  tx: Transaction,
  sender: Uint8Array,
  crypto: Crypto,
): ChainTransaction {
  const digest = crypto.keccak256(concatBytes(sender, encodeToSign(tx)))
  const r = bytesToBigint(digest.subarray(0, 16))
  const s = bytesToBigint(digest.subarray(16))
  attachSignature(tx, { r, s, yParity: 0 })
  return pinTransaction(tx, sender, crypto)
}

/** The transaction with what is known of it, worked out once. */
export function pinTransaction(
  tx: Transaction,
  sender: Uint8Array,
  crypto: Crypto,
  sidecar?: BlobSidecar,
): ChainTransaction {
  const raw = encodeTransaction(tx)
  return { tx, hash: crypto.keccak256(raw), sender, raw, sidecar }
}

/**
 * Who signed `tx`.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_WRONG_CHAIN_ID`, `CRYPTO_INVALID_SIGNATURE`
 */
export function recoverSender(tx: Transaction, rules: Rules, crypto: Crypto): Uint8Array {
  const signature = signatureOf(tx, rules)
  return crypto.recover(hashToSign(tx, crypto), signature)
}

/**
 * What recovers who signed `tx`.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_WRONG_CHAIN_ID`
 */
export function signatureOf(tx: Transaction, rules: Rules): Signature {
  const { v, r, s } = tx
  if (v === undefined || r === undefined || s === undefined) {
    throw invalidTransactionError('it is not signed')
  }
  const yParity = tx.type === 0 ? legacyParity(v, rules) : v
  if (yParity !== 0n && yParity !== 1n) {
    throw invalidTransactionError(`its signature has the parity ${yParity}, not 0 or 1`)
  }
  // EIP-2: the other half of all signatures says the same.
  if (s > SECP256K1_ORDER_DIV_2 && rules.gteHardfork('homestead')) {
    throw invalidTransactionError('the s of its signature is too high')
  }
  return { r, s, yParity: yParity === 1n ? 1 : 0 }
}

function legacyParity(v: bigint, rules: Rules): bigint {
  if (v === 27n || v === 28n) return v - 27n
  if (!rules.gteHardfork('spuriousDragon')) {
    throw invalidTransactionError(`its signature has the v ${v}, not 27 or 28`)
  }
  const chainId = (v - 35n) / 2n
  if (rules.signedFor(chainId) === undefined) {
    throw wrongChainIdError(chainId, rules.chainId(), 'signature')
  }
  return v - (chainId * 2n + 35n)
}

function attachSignature(tx: Transaction, { r, s, yParity }: Signature): void {
  Object.assign(tx, { v: signatureV(tx, BigInt(yParity)), r, s })
}

function signatureV(tx: Transaction, yParity: bigint): bigint {
  if (tx.type !== 0) return yParity
  const isReplayProtected = tx.supports(Capability.EIP155ReplayProtection)
  return isReplayProtected ? tx.common.chainId() * 2n + 35n + yParity : 27n + yParity
}
