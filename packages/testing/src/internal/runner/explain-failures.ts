import type { FailureExplainer, HeldFailure } from '@scaffold-evm/project'
import type { TestFailure } from '../../test-report.js'

/** Says of failed tests what their contracts did, once the tests around them are done: running it again takes time. */
export class FailureNotes {
  readonly #explainer: FailureExplainer
  #open: { readonly failure: TestFailure; readonly held: HeldFailure }[] = []

  constructor(explainer: FailureExplainer) {
    this.#explainer = explainer
  }

  /** Remembers what a test threw, and the failure that it became. */
  add(failure: TestFailure, error: unknown): void {
    this.#open.push({ failure, held: this.#explainer.hold(error) })
  }

  /** Completes all that were added. */
  async complete(): Promise<void> {
    const open = this.#open
    this.#open = []
    for (const { failure, held } of open) {
      const explanation = await held.explain()
      if (explanation === undefined) continue
      const { explanationToText } = await import('@scaffold-evm/trace')
      Object.assign(failure, { solidity: explanationToText(explanation) })
    }
  }
}
