import type { Breakpoint } from '../../debug-stop.js'
import { nextStep } from './search-steps.js'
import type { Direction } from './stepping.js'

/** Whether a condition holds at a step; an error when it cannot be told. */
export type ConditionAt = (step: number) => boolean | Error

/** A breakpoint and the steps that hit it. They are the same in both directions: the third hit is the third of the execution. */
export class BreakpointHits {
  readonly breakpoint: Breakpoint
  readonly #lineSteps: readonly number[]
  readonly #condition: ConditionAt
  readonly #counts: ((hit: number) => boolean) | undefined
  readonly #outcomes = new Map<number, boolean | Error>()
  #counted: readonly number[] | undefined

  constructor(
    breakpoint: Breakpoint,
    options: {
      /** Where its line is come to. */
      readonly lineSteps: readonly number[]
      readonly condition: ConditionAt
      /** Which hits count. */
      readonly counts: ((hit: number) => boolean) | undefined
    },
  ) {
    this.breakpoint = breakpoint
    this.#lineSteps = options.lineSteps
    this.#condition = options.condition
    this.#counts = options.counts
  }

  /** The nearest hit after or before a step. */
  next(from: number, direction: Direction): number | undefined {
    let step = nextStep(this.#steps, from, direction)
    while (step !== undefined && this.#outcome(step) === false) {
      step = nextStep(this.#steps, step, direction)
    }
    return step
  }

  /** Whether a step hits it; an error when the condition does not tell. */
  at(step: number): boolean | Error {
    const isCandidate = nextStep(this.#steps, step - 1, 'forward') === step
    return isCandidate && this.#outcome(step)
  }

  get #steps(): readonly number[] {
    const counts = this.#counts
    if (counts === undefined) return this.#lineSteps
    this.#counted ??= this.#lineSteps
      .filter((step) => this.#outcome(step) !== false)
      .filter((_, index) => counts(index + 1))
    return this.#counted
  }

  #outcome(step: number): boolean | Error {
    const known = this.#outcomes.get(step)
    if (known !== undefined) return known
    const outcome = this.#condition(step)
    this.#outcomes.set(step, outcome)
    return outcome
  }
}
