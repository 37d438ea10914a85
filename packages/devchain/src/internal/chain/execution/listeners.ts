import type { ExecutionMeter } from './execution-meter.js'
import type { InstructionCounter } from './instruction-counter.js'

/** Called with the input of every call to the console address. */
export type ConsoleSink = (input: Uint8Array) => void

/** Who is told what transactions and calls do; estimates, traces and the like are nobody's business. */
export interface ExecutionListeners {
  readonly onConsole: ConsoleSink
  /** Undefined counts nothing. */
  counter: InstructionCounter | undefined
  /** Undefined measures nothing. */
  meter: ExecutionMeter | undefined
}
