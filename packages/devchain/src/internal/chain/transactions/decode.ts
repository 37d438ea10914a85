import { RLP } from '@ethereumjs/rlp'
import { createTxFromRLP, LegacyTx, type TypedTransaction } from '@ethereumjs/tx'
import { validateNoLeadingZeroes } from '@ethereumjs/util'
import { bytesToBigint } from '@scaffold-evm/common'
import { invalidTransactionError, wrongChainIdError } from '../../../errors/transaction.js'
import type { Crypto } from '../../crypto.js'
import { copyOf } from '../../state/copy.js'
import { hashRlpContent } from '../rlp.js'
import type { Rules } from '../rules.js'
import { decodeBlobTransaction } from './blobs.js'
import type { BlobSidecar, ChainTransaction } from './chain-transaction.js'
import { type DecodedFeeMarket, decodeFeeMarket } from './decode-fee-market.js'
import { assertTypeSupported, constructing } from './fields.js'
import { pinTransaction, recoverSender, signatureOf } from './sign.js'

/**
 * A signed transaction from its encoding.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, `CHAIN_WRONG_CHAIN_ID`,
 *   `CRYPTO_INVALID_SIGNATURE`
 */
export function decodeTransaction(raw: Uint8Array, rules: Rules, crypto: Crypto): ChainTransaction {
  const [type] = raw
  if (type === undefined) throw invalidTransactionError('it is empty')
  if (type === 3) {
    assertTypeSupported(type, rules)
    const { tx, sidecar } = decodeBlobTransaction(raw, rules)
    return pinTransaction(tx, recoverSender(tx, rules, crypto), crypto, sidecar)
  }
  return decodeMinedTransaction(raw, rules, crypto)
}

/**
 * A transaction from its encoding in a block, where blobs are not.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, `CHAIN_WRONG_CHAIN_ID`,
 *   `CRYPTO_INVALID_SIGNATURE`
 */
export function decodeMinedTransaction(
  raw: Uint8Array,
  rules: Rules,
  crypto: Crypto,
): ChainTransaction {
  const [type] = raw
  if (type !== undefined && type <= 0x7f) assertTypeSupported(type, rules)
  const feeMarket = decodeFeeMarket(raw, rules)
  if (feeMarket !== undefined) return pinDecoded(raw, feeMarket, { rules, crypto })
  const options = { common: rules, freeze: false, allowUnlimitedInitCodeSize: true }
  const tx =
    decodeReplayProtected(raw, rules) ?? constructing(rules, () => createTxFromRLP(raw, options))
  return pinTransaction(tx, recoverSender(tx, rules, crypto), crypto)
}

function pinDecoded(
  raw: Uint8Array,
  { tx, signed }: DecodedFeeMarket,
  { rules, crypto }: { readonly rules: Rules; readonly crypto: Crypto },
): ChainTransaction {
  const hash = hashRlpContent(signed, crypto.keccak256, tx.type)
  const sender = crypto.recover(hash, signatureOf(tx, rules))
  return { tx, hash: crypto.keccak256(raw), sender, raw: copyOf(raw), sidecar: undefined }
}

/** What is known of a transaction that was taken in before. */
export interface KnownTransaction {
  readonly hash: Uint8Array
  /** Impersonated, perhaps: no signature says so then. */
  readonly sender: Uint8Array
  readonly sidecar: BlobSidecar | undefined
  readonly rules: Rules
}

/** A transaction from its encoding in a block. Nothing is checked again. */
export function restoreTransaction(
  raw: Uint8Array,
  { hash, sender, sidecar, rules }: KnownTransaction,
): ChainTransaction {
  const options = { common: rules, freeze: false, allowUnlimitedInitCodeSize: true }
  const tx =
    decodeFeeMarket(raw, rules)?.tx ??
    decodeReplayProtected(raw, rules) ??
    createTxFromRLP(raw, options)
  return { tx, hash, sender, raw, sidecar }
}

/**
 * A legacy transaction with a chain id in its signature. ethereumjs reads that one as a floating-point
 * number, so that chain ids above 2^52 would not be told apart.
 */
function decodeReplayProtected(raw: Uint8Array, rules: Rules): TypedTransaction | undefined {
  const fields = raw[0] !== undefined && raw[0] >= 0xc0 ? legacyFields(raw, rules) : undefined
  if (fields === undefined) return undefined
  const [nonce, gasPrice, gasLimit, to, value, data, vBytes, rBytes, sBytes] = fields
  const v = bytesToBigint(vBytes)
  if (v < 35n || !rules.gteHardfork('spuriousDragon')) return undefined
  const chainId = (v - 35n) / 2n
  const common = rules.signedFor(chainId)
  if (common === undefined) throw wrongChainIdError(chainId, rules.chainId(), 'signature')
  return constructing(rules, () => {
    validateNoLeadingZeroes({ nonce, gasPrice, gasLimit, value, v: vBytes, r: rBytes, s: sBytes })
    const tx = new LegacyTx(
      { nonce, gasPrice, gasLimit, to, value, data },
      { common, freeze: false, allowUnlimitedInitCodeSize: true },
    )
    return Object.assign(tx, { v, r: bytesToBigint(rBytes), s: bytesToBigint(sBytes) })
  })
}

type LegacyFields = readonly [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
]

/** Undefined for what ethereumjs has the better words for. */
function legacyFields(raw: Uint8Array, rules: Rules): LegacyFields | undefined {
  const list = constructing(rules, () => RLP.decode(raw))
  return Array.isArray(list) && isLegacyFields(list) ? list : undefined
}

function isLegacyFields(list: readonly unknown[]): list is LegacyFields {
  return list.length === 9 && list.every((field) => field instanceof Uint8Array)
}
