import type { LegacyReceipt } from '../legacy-web3.js'
import type { AbstractionState } from './abstraction-state.js'

/** What is asked of a node in this process is there at once; of others it takes a block. */
const firstWaitMs = 20
const longestWaitMs = 1_000

/**
 * The receipt of a transaction, when it is mined.
 *
 * @throws when that takes longer than the abstraction's time
 */
export async function waitForReceipt(state: AbstractionState, tx: string): Promise<LegacyReceipt> {
  const start = Date.now()
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const receipt = await receiptOf(state, tx)
    if (receipt !== null && receipt !== undefined) return receipt
    if (state.timeoutMs > 0 && Date.now() - start > state.timeoutMs) {
      throw new Error(`Transaction ${tx} wasn't processed in ${state.timeoutMs / 1_000} seconds!`)
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

function receiptOf({ web3 }: AbstractionState, tx: string): Promise<LegacyReceipt | null> {
  return new Promise((resolve, reject) => {
    web3.eth.getTransactionReceipt(tx, (error, receipt) => {
      if (!error) resolve(receipt)
      else if (String(error).includes('unknown transaction')) resolve(null)
      else reject(error)
    })
  })
}

/** Whether a receipt says that the transaction failed; old nodes say nothing. */
export function hasFailed({ status }: LegacyReceipt): boolean {
  return Number.parseInt(String(status), 16) === 0
}
