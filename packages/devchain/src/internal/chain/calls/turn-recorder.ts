import { opcodes } from '../tracing/opcodes.js'
import type { TraceHandler, TraceStep } from '../tracing/trace-handler.js'

/** An instruction with which a frame gives the turn to another: it calls, creates or ends. */
export interface Turn {
  readonly kind: 'call' | 'create' | 'end'
  readonly op: number
  /** Counted over all instructions of the execution. */
  readonly index: number
  /** Before it. */
  readonly gasLeft: bigint
  readonly depth: number
  /** Of a CALL or CALLCODE that gives ether. */
  readonly isPaying: boolean
  /** Before the instruction that ran next; undefined if none did. */
  readonly next: { readonly gasLeft: bigint; readonly depth: number } | undefined
}

/** What is left after a turn, whichever frame has it then. */
export function gasAfter({ gasLeft, next }: Turn): bigint {
  return next?.gasLeft ?? gasLeft
}

const calls: readonly number[] = [
  opcodes.call,
  opcodes.callcode,
  opcodes.delegatecall,
  opcodes.staticcall,
]
const creations: readonly number[] = [opcodes.create, opcodes.create2]
const ends: readonly number[] = [
  opcodes.stop,
  opcodes.return,
  opcodes.revert,
  opcodes.invalid,
  opcodes.selfdestruct,
]

const kinds: ReadonlyMap<number, Turn['kind']> = new Map([
  ...calls.map((op) => [op, 'call'] as const),
  ...creations.map((op) => [op, 'create'] as const),
  ...ends.map((op) => [op, 'end'] as const),
])

/** Notes where an execution calls, creates and ends. */
export class TurnRecorder implements TraceHandler {
  readonly #turns: Turn[] = []
  #open: Omit<Turn, 'next'> | undefined
  /** Instructions so far. */
  stepCount = 0
  /** Before the first instruction. */
  firstGas = 0n

  onStep(step: TraceStep): void {
    if (this.stepCount === 0) this.firstGas = step.gasLeft
    if (this.#open !== undefined) this.#close({ gasLeft: step.gasLeft, depth: step.depth })
    const kind = kinds.get(step.op)
    if (kind !== undefined) this.#open = this.#turn(kind, step)
    this.stepCount++
  }

  /** All of them, once it is over. */
  turns(): readonly Turn[] {
    this.#close(undefined)
    return this.#turns
  }

  #turn(kind: Turn['kind'], step: TraceStep): Omit<Turn, 'next'> {
    const { op, gasLeft, depth } = step
    const takesValue = op === opcodes.call || op === opcodes.callcode
    const isPaying = takesValue && step.stackItem(2) !== 0n
    return { kind, op, index: this.stepCount, gasLeft, depth, isPaying }
  }

  #close(next: Turn['next']): void {
    if (this.#open === undefined) return
    this.#turns.push({ ...this.#open, next })
    this.#open = undefined
  }
}
