import type { ChainLog } from '../blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceSelfdestruct,
} from '../tracing/trace-handler.js'
import { type EtherTransfer, transferLog } from './transfer-log.js'
import type { SimulatedLog } from './types.js'

/** Collects the logs of an execution, with one for all ether that moves, in their order. */
export class TransferRecorder implements TraceHandler {
  /** Of the frames that run, outermost first; below them what has succeeded. */
  readonly #frames: SimulatedLog[][] = [[]]
  #nextIndex: number

  /** @param firstIndex what is logged next, counted over the block */
  constructor(firstIndex: number) {
    this.#nextIndex = firstIndex
  }

  get logs(): readonly SimulatedLog[] {
    return this.#frames[0] ?? []
  }

  /** The index of what another execution logs next. */
  get nextIndex(): number {
    return this.#nextIndex
  }

  onMessage({ kind, from, to, valueWei }: TraceMessage): void {
    this.#frames.push([])
    // DELEGATECALL pays nothing, and CALLCODE pays the caller himself.
    if (kind !== 'DELEGATECALL' && kind !== 'CALLCODE') this.#transfer({ from, to, valueWei })
  }

  onMessageEnd({ haltReason }: TraceMessageEnd): void {
    const ended = this.#frames.pop() ?? []
    if (haltReason === undefined) this.#frames.at(-1)?.push(...ended)
  }

  onLog(log: ChainLog): void {
    this.#frames.at(-1)?.push({ ...log, index: this.#nextIndex++ })
  }

  onSelfdestruct({ address, beneficiary, balanceWei }: TraceSelfdestruct): void {
    this.#transfer({ from: address, to: beneficiary, valueWei: balanceWei })
  }

  #transfer(transfer: EtherTransfer): void {
    if (transfer.valueWei > 0n) this.onLog(transferLog(transfer))
  }
}
