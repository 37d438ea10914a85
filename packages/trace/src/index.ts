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
export { DebugSession } from './debug-session.js'
export type {
  Breakpoint,
  BreakpointRequest,
  ChangeStop,
  DebugStop,
  StopReason,
  StopRules,
  ValueChange,
} from './debug-stop.js'
export type { DebugScope, DebugValue, DebugVariable } from './debug-value.js'
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

export type { Direction } from './internal/debug/stepping.js'

export { mergeCoverage } from './merge-coverage.js'
export {
  type SourceFrame,
  SourceTrace,
  type TracedFailure,
  traceExecution,
} from './source-trace.js'
export { formatStackFrame, type SourcePlace, type StackFrame } from './stack-frame.js'
export type { StopKind, TraceCall, TraceIndex } from './trace-index.js'
export { traceEntriesAt, type Verbosity } from './verbosity.js'
