import { formatCodeFrame } from '@scaffold-evm/common'
import type { FailureCause, FailureExplanation } from './failure.js'
import { formatStack } from './format-stack.js'

/** Why an execution failed, as text. */
export interface ExplanationText {
  /** Stable name of the cause, e.g. `function-not-payable`. */
  readonly cause: FailureCause
  readonly message: string
  /** One line per function that was running, the innermost first. */
  readonly stack: readonly string[]
  /** The lines around the place with a mark under it. */
  readonly codeFrame?: string
  /** Whether places are exact; optimized code is only roughly where its source says. */
  readonly isExact: boolean
}

/** Puts an explanation into text: data only, which can be sent elsewhere. */
export function explanationToText(explanation: FailureExplanation): ExplanationText {
  const { cause, message, frames, source, isExact } = explanation
  const place = frames.find((frame) => frame.place !== undefined)?.place
  const lines = source?.split(/\r?\n/)
  const codeFrame = lines && place && formatCodeFrame(lines, place)
  return {
    cause,
    message,
    stack: formatStack(frames),
    ...(codeFrame !== undefined && { codeFrame }),
    isExact,
  }
}
