export { Build, type BuildSource } from './build.js'
export { type ExplainContext, explainExecution } from './explain-execution.js'
export type { FailureCause, FailureExplanation } from './failure.js'
export { formatStackFrame, type SourcePlace, type StackFrame } from './stack-frame.js'
