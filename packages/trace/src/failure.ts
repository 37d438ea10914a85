import type { StackFrame } from './stack-frame.js'

/** What made an execution fail. */
export type FailureCause =
  /** REVERT with data: a reason, a panic or a custom error. */
  | 'revert'
  /** REVERT without data, by a statement of the source. */
  | 'revert-without-reason'
  | 'function-not-payable'
  | 'constructor-not-payable'
  | 'wrong-call-data'
  | 'wrong-constructor-arguments'
  | 'unknown-function'
  | 'no-receive'
  | 'call-to-non-contract'
  | 'short-return-data'
  | 'direct-library-call'
  | 'contract-too-large'
  | 'create-failed'
  | 'not-enough-balance'
  | 'precompile-failed'
  | 'call-depth'
  | 'static-state-change'
  | 'stack-overflow'
  | 'out-of-gas'
  | 'invalid-opcode'
  | 'halt'

/** Why an execution failed, in the words of its source. */
export interface FailureExplanation {
  readonly cause: FailureCause
  /** One sentence, e.g. `reverted: not the owner`. */
  readonly message: string
  /** The functions that were running, the innermost first. */
  readonly frames: readonly StackFrame[]
  /** Text of the source that the innermost frame with a place is in. */
  readonly source: string | undefined
  /** Whether places are exact; optimized code is only roughly where its source says. */
  readonly isExact: boolean
}
