import { RpcError, rpcCode } from '../rpc-error.js'

/** What one request may hold: some hundred MB as JSON. */
const mostBytes = 160_000_000

/** How much may still be recorded for one request. */
export class TraceBudget {
  #left = mostBytes

  /** @throws -32005 once it is spent, which ends the execution being traced */
  spend(sizeBytes: number): void {
    this.#left -= sizeBytes
    if (this.#left >= 0) return
    throw new RpcError(
      rpcCode.limitExceeded,
      'The trace is too large. Ask for less: a limit of steps, disableStack, a tracer that records less (callTracer), single transactions of a large block, fewer blocks',
    )
  }
}
