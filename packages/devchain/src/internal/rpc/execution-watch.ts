import { bytesToHex } from '@scaffold-evm/common'
import type { ExecutionListener } from '../../execution-watch.js'
import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { CallOptions } from '../chain/calls/call.js'
import type { Chain } from '../chain/chain.js'
import type { TransactionRequest } from '../chain/transactions/transaction-request.js'

/** Tells listeners of what runs on a chain. Without any, nothing is kept for them. */
export class ExecutionWatch {
  readonly #chain: Chain
  readonly #listeners = new Set<ExecutionListener>()
  #stop: (() => void) | undefined

  constructor(chain: Chain) {
    this.#chain = chain
  }

  /** What it gives ends the listening. */
  add(listener: ExecutionListener): () => void {
    this.#stop ??= this.#chain.on('block', (block) => this.#tellOf(block))
    // One listener may listen twice.
    const own: ExecutionListener = (execution) => listener(execution)
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
      if (this.#listeners.size > 0) return
      this.#stop?.()
      this.#stop = undefined
    }
  }

  /** A call was made. */
  called(request: TransactionRequest, options: CallOptions, succeeded: boolean): void {
    if (this.#listeners.size === 0) return
    const record = this.#chain.tracing.recorderOfCall(request, options)
    for (const listener of this.#listeners) {
      listener({ kind: 'call', hash: undefined, succeeded, gasUsed: undefined, record })
    }
  }

  #tellOf({ transactions }: ChainBlock): void {
    for (const { hash, receipt } of transactions) {
      const record = this.#chain.tracing.recorderOfTransaction(hash)
      if (record === undefined) continue
      const { gasUsed, succeeded } = receipt
      for (const listener of this.#listeners) {
        listener({ kind: 'transaction', hash: bytesToHex(hash), succeeded, gasUsed, record })
      }
    }
  }
}
