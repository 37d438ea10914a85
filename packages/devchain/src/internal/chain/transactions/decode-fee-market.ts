import type { Rules } from '../rules.js'
import { StrictRlpReader } from '../strict-rlp-reader.js'
import { createFeeMarketTransaction } from './fee-market.js'
import type { FeeMarketTransaction } from './transaction.js'

const type = 2
const accessList = [] as const

/** A transaction, and what of its encoding is signed: the content of a list. */
export interface DecodedFeeMarket {
  readonly tx: FeeMarketTransaction
  readonly signed: Uint8Array
}

/**
 * The signed transaction that wallets send, which has no access list. ethereumjs makes arrays and numbers of each
 * field several times over: a tenth of what a new node needs for a transfer. Undefined for all others, and for what
 * is none: ethereumjs says why.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_GAS_LIMIT_EXCEEDS_CAP`
 */
export function decodeFeeMarket(raw: Uint8Array, rules: Rules): DecodedFeeMarket | undefined {
  if (raw[0] !== type) return undefined
  const reader = new StrictRlpReader(raw, 1)
  const start = reader.place
  const chainId = reader.quantity()
  const nonce = reader.quantity()
  const maxPriorityFeePerGas = reader.quantity()
  const maxFeePerGas = reader.quantity()
  const gasLimit = reader.quantity()
  const to = reader.string()
  const valueWei = reader.quantity()
  const data = reader.string()
  reader.emptyList()
  const signed = raw.subarray(start, reader.place)
  const [v, r, s] = [reader.quantity(), reader.quantity(), reader.quantity()]
  const isSigned = v <= 1n && r > 0n && s > 0n
  const isAddress = to.length === 20 || to.length === 0
  if (!reader.isDone || !isSigned || !isAddress || chainId !== rules.chainId()) return undefined
  const fees = { maxPriorityFeePerGas, maxFeePerGas }
  const tx = createFeeMarketTransaction(
    { nonce, ...fees, gasLimit, to: to.length === 0 ? undefined : to, valueWei, data, accessList },
    rules,
  )
  return { tx: Object.assign(tx, { v, r, s }), signed }
}
