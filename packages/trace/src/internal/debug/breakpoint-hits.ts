import type { Breakpoint } from '../../debug-stop.js'
import { nextStep } from './search-steps.js'
import type { Direction } from './stepping.js'

/** Whether a condition holds at a step; an error when it cannot be told. */
export type ConditionAt = (step: number) => Promise<boolean | Error>

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
  async next(from: number, direction: Direction): Promise<number | undefined> {
    const steps = await this.#steps()
    let step = nextStep(steps, from, direction)
    while (step !== undefined && (await this.#outcome(step)) === false) {
      step = nextStep(steps, step, direction)
    }
    return step
  }

  /** Whether a step hits it; an error when the condition does not tell. */
  async at(step: number): Promise<boolean | Error> {
    const isCandidate = nextStep(await this.#steps(), step - 1, 'forward') === step
    return isCandidate && this.#outcome(step)
  }

  async #steps(): Promise<readonly number[]> {
    const counts = this.#counts
    if (counts === undefined) return this.#lineSteps
    this.#counted ??= (await this.#met()).filter((_, index) => counts(index + 1))
    return this.#counted
  }

  async #met(): Promise<readonly number[]> {
    const steps: number[] = []
    for (const step of this.#lineSteps) {
      if ((await this.#outcome(step)) !== false) steps.push(step)
    }
    return steps
  }

  async #outcome(step: number): Promise<boolean | Error> {
    const known = this.#outcomes.get(step)
    if (known !== undefined) return known
    const outcome = await this.#condition(step)
    this.#outcomes.set(step, outcome)
    return outcome
  }
}
