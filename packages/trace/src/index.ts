export {
  type CompiledContract,
  CompiledContracts,
  type CompiledSources,
} from './compiled-contract.js'
export { type ExplainOptions, explainFailure } from './explain-failure.js'
export type { FailureCause, FailureExplanation } from './failure.js'
export { CodeMatcher } from './internal/match-code.js'
export { formatStackFrame, type SourcePlace, type StackFrame } from './stack-frame.js'
