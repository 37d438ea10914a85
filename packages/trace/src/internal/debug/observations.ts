import type { SourceTrace } from '../../source-trace.js'
import { lastAtMost } from '../last-at-most.js'
import { lastStepOf } from '../origin.js'
import type { EvaluationSite } from './evaluation-site.js'

/** How long a value can be looked at: while a function runs, a frame, or wherever its contract runs. */
export type Lifetime = 'call' | 'frame' | 'contract'

/** Steps at which a value can be looked at. */
export interface Observations {
  /** Rising. */
  readonly steps: readonly number[]
  /** The call whose names count at one of them. */
  callAt(index: number): number
  /** Whether the value can be another at the second of two than at the first. */
  mayDiffer(earlier: number, later: number): boolean
}

const sstore = 0x55
const tstore = 0x5d

/** Finds where values can be looked at. */
export class ObservationPlanner {
  readonly #trace: SourceTrace
  #writes: readonly number[] | undefined

  constructor(trace: SourceTrace) {
    this.#trace = trace
  }

  plan(lifetime: Lifetime, site: EvaluationSite): Observations {
    return lifetime === 'call'
      ? this.#ofCall(site.call)
      : this.#ofFrames(this.#frames(lifetime, site))
  }

  #ofCall(call: number): Observations {
    const { stopSteps, stopCalls } = this.#trace.index
    const steps = stopSteps.filter((_, index) => stopCalls[index] === call)
    return { steps, callAt: () => call, mayDiffer: () => true }
  }

  /** Values of contracts change by storing and by failures that undo it, so elsewhere they need not be looked at. */
  #ofFrames(frames: ReadonlySet<number>): Observations {
    const { index, calls, recording } = this.#trace
    const { stopSteps, stopCalls } = index
    const isIn = (call: number | undefined): boolean => frames.has(calls[call ?? -1]?.frame ?? -1)
    const ends = [...frames].map((frame) => lastStepOf(recording, frame) ?? -1)
    const points = new Set([...stopSteps.filter((_, at) => isIn(stopCalls[at])), ...ends])
    points.delete(-1)
    const steps = [...points].sort((a, b) => a - b)
    this.#writes ??= this.#findWrites()
    const writes = this.#writes
    return {
      steps,
      callAt: (at) => this.#trace.callAt(steps[at] ?? 0)?.index ?? 0,
      mayDiffer: (earlier, later) =>
        lastAtMost(writes, (steps[earlier] ?? 0) - 1) !==
        lastAtMost(writes, (steps[later] ?? 0) - 1),
    }
  }

  #frames(lifetime: Lifetime, { call }: EvaluationSite): ReadonlySet<number> {
    const { calls, recording } = this.#trace
    const own = calls[call]?.frame ?? 0
    if (lifetime === 'frame') return new Set([own])
    const address = String(recording.frames[own]?.to)
    const contract = this.#trace.contractOfFrame(own)
    return new Set(
      recording.frames.flatMap(({ to }, index) => {
        const isSame = this.#trace.contractOfFrame(index) === contract && String(to) === address
        return isSame ? [index] : []
      }),
    )
  }

  #findWrites(): readonly number[] {
    const { recording, firstStep, lastStep } = this.#trace
    const writes: number[] = []
    for (let step = firstStep; step <= lastStep; step++) {
      const op = recording.op(step)
      if (op === sstore || op === tstore) writes.push(step)
    }
    for (const { haltReason, endStep } of recording.frames) {
      if (haltReason !== undefined) writes.push(endStep - 1)
    }
    return writes.sort((a, b) => a - b)
  }
}
