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
      'The trace is too large. Pass a limit, disableStack, or a tracer that records less, e.g. callTracer; trace single transactions of a large block',
    )
  }
}
