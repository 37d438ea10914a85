export { AbiIndex, type DecodedCall, type DecodedEntry } from './abi-index.js'
export type { AbiArgument, AbiValue } from './abi-value.js'
export { Build, type BuildSource } from './build.js'
export { CallTracer, type CallTracerOptions } from './call-tracer.js'
export type {
  CallTree,
  TracedCall,
  TracedCallKind,
  TracedEvent,
  TracedInternalCall,
  TracedLine,
  TracedOutcome,
  TracedWrite,
  TraceEntry,
} from './call-tree.js'
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
export { type CallTreeFormat, formatCallTree } from './format-call-tree.js'
export { GasCollector, type GasCollectorOptions } from './gas-collector.js'
export {
  type ContractGas,
  type DeploymentGas,
  type FunctionGas,
  type GasSamples,
  mergeGas,
} from './gas-report.js'
export { mergeCoverage } from './merge-coverage.js'
export { formatStackFrame, type SourcePlace, type StackFrame } from './stack-frame.js'
