import { setTimeout as sleep } from 'node:timers/promises'
import { type Eip1193Provider, isHex, quantityToHex } from '@scaffold-evm/common'
import type { TransactionFees } from '../../bump-fees.js'
import { feesAboveLimitError } from '../../errors.js'
import type { FeesConfig } from '../../fee-config.js'
import { askQuantity } from './ask-quantity.js'
import type { RpcTransaction } from './rpc-transaction.js'
import { suggestTip } from './suggest-tip.js'

/** What a network's transactions may cost. */
export interface FeePolicy
  extends Pick<
    FeesConfig,
    | 'gasPrice'
    | 'maxFeePerGas'
    | 'maxPriorityFeePerGas'
    | 'priorityFeePercentile'
    | 'feeWaitMs'
    | 'budgetWei'
  > {
  readonly networkName: string
  readonly pollingIntervalMs: number
  /** Says that a price is waited for. */
  readonly log: (line: string) => void
}

/** Fee fields of a transaction, as JSON-RPC quantities. */
export type FeeFields = Pick<RpcTransaction, 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas'>

/** What a unit of gas costs now: at least that much has to be offered. */
interface CurrentPrice {
  readonly what: 'base fee' | 'gas price'
  readonly wei: bigint
}

async function currentPrice(provider: Eip1193Provider, isDynamic: boolean): Promise<CurrentPrice> {
  if (isDynamic) {
    const params = ['latest', false]
    const block = await provider.request({ method: 'eth_getBlockByNumber', params })
    const value: unknown = Reflect.get(Object(block), 'baseFeePerGas')
    if (isHex(value)) return { what: 'base fee', wei: BigInt(value) }
  }
  return { what: 'gas price', wei: await askQuantity(provider, { method: 'eth_gasPrice' }) }
}

/** The price, once it is below the limit. @throws `FEES_ABOVE_LIMIT` when it does not fall in time. */
async function affordablePrice(
  provider: Eip1193Provider,
  policy: FeePolicy,
  isDynamic: boolean,
): Promise<CurrentPrice> {
  const { maxFeePerGas: limit, feeWaitMs, pollingIntervalMs, networkName, log } = policy
  const started = Date.now()
  for (let round = 0; ; round++) {
    const price = await currentPrice(provider, isDynamic)
    if (limit === undefined || price.wei <= limit) return price
    const leftMs = started + feeWaitMs - Date.now()
    const error = feesAboveLimitError(networkName, { ...price, limit, feeWaitMs })
    if (leftMs <= 0) throw error
    if (round === 0) log(`${error.shortMessage}: waiting for up to ${feeWaitMs / 1000} s`)
    await sleep(Math.min(pollingIntervalMs, leftMs))
  }
}

function isLegacy(tx: RpcTransaction): boolean {
  return tx.type !== undefined && BigInt(tx.type) < 2n
}

function quantity(value: string | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value)
}

/** What the code asks for is not ours to change: it is sent as it is, or not at all. */
function assertBelowLimit(asked: bigint | undefined, policy: FeePolicy): void {
  const { maxFeePerGas: limit, networkName } = policy
  if (asked === undefined || limit === undefined || asked <= limit) return
  const price = { what: 'fee that the transaction sets', wei: asked, limit, feeWaitMs: 0 }
  throw feesAboveLimitError(networkName, price)
}

function least(a: bigint, b: bigint | undefined): bigint {
  return b === undefined || a < b ? a : b
}

async function dynamicFees(
  provider: Eip1193Provider,
  tx: RpcTransaction,
  at: { readonly base: bigint; readonly policy: FeePolicy },
): Promise<FeeFields> {
  const { base, policy } = at
  const tip =
    quantity(tx.maxPriorityFeePerGas) ??
    policy.maxPriorityFeePerGas ??
    (await suggestTip(provider, policy.priorityFeePercentile))
  // Twice the base fee stays valid through six full blocks.
  const max = quantity(tx.maxFeePerGas) ?? least(base * 2n + tip, policy.maxFeePerGas)
  return {
    maxFeePerGas: quantityToHex(max),
    maxPriorityFeePerGas: quantityToHex(least(tip, max)),
  }
}

/**
 * The fee fields that a transaction should be sent with: its own, else the config's, else as the node suggests.
 *
 * @throws `FEES_ABOVE_LIMIT`.
 */
export async function chooseFees(
  provider: Eip1193Provider,
  tx: RpcTransaction,
  policy: FeePolicy,
): Promise<FeeFields> {
  assertBelowLimit(quantity(tx.gasPrice ?? tx.maxFeePerGas), policy)
  if (tx.gasPrice !== undefined) return { gasPrice: tx.gasPrice }
  const setsFees = tx.maxFeePerGas !== undefined || tx.maxPriorityFeePerGas !== undefined
  const { gasPrice } = policy
  if (!setsFees && typeof gasPrice === 'bigint') {
    assertBelowLimit(gasPrice, policy)
    return { gasPrice: quantityToHex(gasPrice) }
  }
  const isDynamic = setsFees || (gasPrice === undefined && !isLegacy(tx))
  const price = await affordablePrice(provider, policy, isDynamic)
  if (price.what === 'gas price') return { gasPrice: quantityToHex(price.wei) }
  return dynamicFees(provider, tx, { base: price.wei, policy })
}

/** The fees of a transaction that sets none itself. @throws `FEES_ABOVE_LIMIT`. */
export async function feesNow(
  provider: Eip1193Provider,
  policy: FeePolicy,
): Promise<TransactionFees> {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = await chooseFees(provider, {}, policy)
  if (gasPrice !== undefined) return { gasPrice: BigInt(gasPrice) }
  return {
    maxFeePerGas: BigInt(maxFeePerGas ?? 0),
    maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas ?? 0),
  }
}

/** The policy of a network that has none. */
export function defaultFeePolicy(networkName: string): FeePolicy {
  return {
    networkName,
    gasPrice: undefined,
    maxFeePerGas: undefined,
    maxPriorityFeePerGas: undefined,
    priorityFeePercentile: undefined,
    feeWaitMs: 0,
    budgetWei: undefined,
    pollingIntervalMs: 0,
    log: () => undefined,
  }
}
