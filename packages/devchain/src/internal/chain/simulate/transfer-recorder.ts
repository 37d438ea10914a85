import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceSelfdestruct,
} from '../tracing/trace-handler.js'
import type { ChainLog } from '../types.js'
import { type EtherTransfer, transferLog } from './transfer-log.js'

/** Collects the logs of an execution, with one for all ether that moves, in their order. */
export class TransferRecorder implements TraceHandler {
  /** Of the frames that run, outermost first; below them what has succeeded. */
  readonly #frames: ChainLog[][] = [[]]

  get logs(): readonly ChainLog[] {
    return this.#frames[0] ?? []
  }

  onMessage({ kind, from, to, valueWei }: TraceMessage): void {
    this.#frames.push([])
    // DELEGATECALL pays nothing, and CALLCODE pays the caller himself.
    if (kind !== 'DELEGATECALL' && kind !== 'CALLCODE') this.#record({ from, to, valueWei })
  }

  onMessageEnd({ haltReason }: TraceMessageEnd): void {
    const ended = this.#frames.pop() ?? []
    if (haltReason === undefined) this.#frames.at(-1)?.push(...ended)
  }

  onLog(log: ChainLog): void {
    this.#frames.at(-1)?.push(log)
  }

  onSelfdestruct({ address, beneficiary, balanceWei }: TraceSelfdestruct): void {
    this.#record({ from: address, to: beneficiary, valueWei: balanceWei })
  }

  #record(transfer: EtherTransfer): void {
    if (transfer.valueWei > 0n) this.#frames.at(-1)?.push(transferLog(transfer))
  }
}
