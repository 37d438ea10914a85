import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from '@scaffold-evm/common'
import type { ChainReader, MinedReceipt } from './chain-reader.js'

/** How a transaction is waited for. */
export interface WaitOptions {
  /** Blocks, its own included. */
  readonly confirmations: number
  /** Mines a block when the chain does not do it by itself. */
  readonly mine?: (() => Promise<void>) | undefined
  readonly signal: AbortSignal | undefined
  /** Called now and then with how long it takes already. */
  readonly onWaiting: (seconds: number) => void
}

const longestPauseMs = 1_000

/** Pauses that begin short, for chains that mine at once, and end at a second. */
async function pause(round: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(Math.min(25 * 2 ** round, longestPauseMs), undefined, { signal })
}

/** Waits until a transaction is mined, and then for its confirmations. Undefined when the node has forgotten it. */
export async function awaitReceipt(
  hash: Hex,
  reader: ChainReader,
  options: WaitOptions,
): Promise<MinedReceipt | undefined> {
  const started = Date.now()
  for (let round = 0; ; round++) {
    const receipt = await reader.receipt(hash)
    if (receipt !== undefined && (await isDeep(receipt, reader, options))) return receipt
    if (receipt === undefined && round > 8 && (await reader.transaction(hash)) === undefined) {
      return undefined
    }
    if (receipt === undefined) await options.mine?.()
    else if (options.confirmations > 1) await options.mine?.()
    options.onWaiting(Math.round((Date.now() - started) / 1000))
    await pause(options.mine === undefined ? round : 0, options.signal)
  }
}

async function isDeep(
  receipt: MinedReceipt,
  reader: ChainReader,
  options: WaitOptions,
): Promise<boolean> {
  if (options.confirmations <= 1 || !receipt.succeeded) return true
  return (await reader.blockNumber()) - receipt.blockNumber + 1 >= options.confirmations
}
