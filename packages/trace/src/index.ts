export { Build, type BuildSource } from './build.js'
export type {
  BranchKind,
  CoverageSpan,
  CoveredBranch,
  CoveredFunction,
  CoveredStatement,
  FileCoverage,
  InstructionCounts,
} from './coverage.js'
export { CoverageCollector } from './coverage-collector.js'
export { type ExplainContext, explainExecution } from './explain-execution.js'
export type { FailureCause, FailureExplanation } from './failure.js'
export { mergeCoverage } from './merge-coverage.js'
export { formatStackFrame, type SourcePlace, type StackFrame } from './stack-frame.js'
