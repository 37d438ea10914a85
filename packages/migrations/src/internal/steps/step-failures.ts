import { setImmediate as nextTurn } from 'node:timers/promises'

/** Failures of steps that are asked for at the same time: what fails first is to be told first. */
export class StepFailures {
  readonly #explaining = new Set<Promise<unknown>>()
  #count = 0

  /** How many there were; a step may see the same failure twice. */
  get count(): number {
    return this.#count
  }

  add(): void {
    this.#count++
  }

  /** Finds out what an error is, which may take questions to the node. */
  async explain(explanation: Promise<unknown>): Promise<unknown> {
    this.#explaining.add(explanation)
    return explanation.finally(() => this.#explaining.delete(explanation))
  }

  /** Waits until whoever asked for what failed knows of it. */
  async told(): Promise<void> {
    await nextTurn()
    while (this.#explaining.size > 0) await Promise.allSettled(this.#explaining)
    await nextTurn()
  }
}
