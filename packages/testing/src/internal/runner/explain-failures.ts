import type { FailureExplainer, FailureExplanation, HeldFailure } from '@scaffold-evm/project'
import type { SolidityFailure, TestFailure } from '../../test-report.js'
import { frameOf } from './code-frame.js'

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
      if (explanation !== undefined) {
        Object.assign(failure, { solidity: await toSolidityFailure(explanation) })
      }
    }
  }
}

async function toSolidityFailure(explanation: FailureExplanation): Promise<SolidityFailure> {
  const { formatStackFrame } = await import('@scaffold-evm/trace')
  const { cause, message, frames, source, isExact } = explanation
  const place = frames.find((frame) => frame.place !== undefined)?.place
  const lines = source?.split(/\r?\n/)
  const frame = lines && place && frameOf(lines, place)
  return {
    cause,
    message,
    stack: frames.map(formatStackFrame),
    ...(frame !== undefined && { codeFrame: frame }),
    isExact,
  }
}
