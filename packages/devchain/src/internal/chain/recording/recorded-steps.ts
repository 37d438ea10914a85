import type { RecordedFrame, RecordedGas, StepRecording } from '../../../recording.js'
import type { StepColumns } from './step-columns.js'

const swap1 = 0x90
const swap16 = 0x9f

/** What recorded steps are read from. */
export interface StepSource {
  readonly frames: readonly RecordedFrame[]
  readonly columns: StepColumns
  /** Whole stacks at some steps. */
  readonly stacks: ReadonlyMap<number, readonly bigint[]>
}

/** The steps of an execution: where it was, with what gas, and what lay on the stack. */
export class RecordedSteps implements StepRecording {
  readonly frames: readonly RecordedFrame[]
  readonly gas: RecordedGas
  protected readonly columns: StepColumns
  readonly #stacks: StepSource['stacks']

  constructor({ frames, columns, stacks }: StepSource, gas: RecordedGas) {
    this.frames = frames
    this.gas = gas
    this.columns = columns
    this.#stacks = stacks
  }

  get firstStep(): number {
    return this.columns.first
  }

  get stepCount(): number {
    return this.columns.end
  }

  pc(step: number): number {
    return this.columns.pc(step)
  }

  op(step: number): number {
    return this.columns.op(step)
  }

  frame(step: number): number {
    return this.columns.frame(step)
  }

  gasLeft(step: number): number {
    return this.columns.gasLeft(step)
  }

  stackDepth(step: number): number {
    return this.columns.stackDepth(step)
  }

  /**
   * Only the top of the stack was recorded, and all of it now and then. An instruction writes at most one item, which then is the top, or swaps it
   * with another: so an item is what was the top when the stack was last so low, unless a later swap put it there.
   */
  stackItem(step: number, fromTop: number): bigint | undefined {
    const columns = this.columns
    const height = columns.stackDepth(step) - 1 - fromTop
    if (height < 0 || fromTop < 0) return undefined
    for (let at: number | undefined = step; at !== undefined; at = this.#before(at)) {
      if (columns.stackDepth(at) - 1 === height) return columns.top(at)
      const whole = this.#stacks.get(at)
      if (whole !== undefined) return whole[height]
      const earlier = this.#before(at)
      if (earlier !== undefined && this.#swapsInto(earlier, height)) return columns.top(earlier)
    }
    return undefined
  }

  #swapsInto(step: number, height: number): boolean {
    const op = this.columns.op(step)
    if (op < swap1 || op > swap16) return false
    return this.columns.stackDepth(step) - 2 - (op - swap1) === height
  }

  /** The step before in the same frame. */
  #before(step: number): number | undefined {
    const columns = this.columns
    const frame = columns.frame(step)
    const before = step - 1
    if (before < Math.max(columns.first, this.frames[frame]?.firstStep ?? 0)) return undefined
    let inner = columns.frame(before)
    if (inner === frame) return before
    while (this.frames[inner]?.parent !== frame) {
      const outer = this.frames[inner]?.parent
      if (outer === undefined || outer < 0) return undefined
      inner = outer
    }
    const called = this.frames[inner]?.callStep ?? -1
    return called < columns.first ? undefined : called
  }
}
