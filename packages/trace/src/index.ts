export { AbiIndex, type DecodedCall, type DecodedEntry, type NamedAbi } from './abi-index.js'
export type { AbiArgument, AbiValue } from './abi-value.js'
export { Build, type BuildSource } from './build.js'
export { CallTracer, type CallTracerOptions, type CallTreeParts } from './call-tracer.js'
export type {
  CallTree,
  TracedArgument,
  TracedCall,
  TracedCallKind,
  TracedEvent,
  TracedInternalCall,
  TracedLine,
  TracedOutcome,
  TracedPart,
  TracedWrite,
  TraceEntry,
} from './call-tree.js'
export { checkBreakpoint } from './check-breakpoint.js'
export { CodeLines } from './code-lines.js'
export type { CompiledContract, CompiledSources } from './compiled-contract.js'
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
export {
  describeSlot,
  describeSlotChange,
  type NamedChange,
  type NamedSlot,
  type SlotContext,
} from './describe-slot.js'
export { type ExplainContext, explainExecution } from './explain-execution.js'
export { type ExplanationText, explanationToText } from './explanation-text.js'
export type { FailureCause, FailureExplanation } from './failure.js'
export { type CallTreeFormat, formatCallTree } from './format-call-tree.js'
export { formatFlameGraph, formatFlameSvg } from './format-flame-graph.js'
export { formatSpeedscope } from './format-speedscope.js'
export { type FormatValueOptions, formatValue } from './format-value.js'
export { type FunctionFrame, functionFramesAt } from './function-frame.js'
export { GasCollector, type GasCollectorOptions } from './gas-collector.js'
export type {
  FunctionGasShare,
  GasCost,
  GasLine,
  GasNode,
  GasNodeKind,
  GasPlace,
  GasProfile,
} from './gas-profile.js'
export { GasProfiler, type GasProfilerOptions } from './gas-profiler.js'
export {
  type ContractGas,
  type DeploymentGas,
  type FunctionGas,
  type GasSamples,
  mergeGas,
} from './gas-report.js'
export { AstIndex, astIndexOf, type Located } from './internal/ast-index.js'
export { commentOf } from './internal/comment-of.js'
export type { LoggedEvent } from './internal/debug/event-steps.js'
export type { Direction } from './internal/debug/stepping.js'
export { listOf, memberOf, textOf } from './internal/fields.js'
export { type AstNode, type SourcePosition, SourceTree } from './internal/source-tree.js'
export {
  memberOffsets,
  packedSize,
  StorageCursor,
  type StorageOffset,
  slotCount,
} from './internal/storage/storage-size.js'
export { evaluateConstant, namespaceSlot } from './internal/values/constant.js'
export { elementaryType, TypeReader } from './internal/values/type-reader.js'
export { mergeCoverage } from './merge-coverage.js'
export type { Moment, ReadLimits } from './moment.js'
export type {
  ArrayType,
  EnumType,
  FunctionType,
  MappingType,
  SolidityType,
  StructMember,
  StructType,
  UserDefinedType,
} from './solidity-type.js'
export {
  type SourceFrame,
  SourceTrace,
  type TraceContext,
  type TracedFailure,
  traceExecution,
} from './source-trace.js'
export {
  formatStackFrame,
  type SourcePlace,
  type StackFrame,
} from './stack-frame.js'
export type { StorageChange } from './storage-change.js'
export { StorageValues, type StorageWords } from './storage-values.js'
export type { StopKind, TraceCall, TraceIndex } from './trace-index.js'
export type {
  AddressValue,
  MappingEntry,
  UnavailableReason,
  UnavailableValue,
  Value,
  ValueMember,
} from './value.js'
export { ValueReader } from './value-reader.js'
export type { DataSpace, Place, Reference, Variable, VariableKind } from './variable.js'
export type { VariableStrategy } from './variable-strategy.js'
export { localsAt, stateVariablesAt, type VariablesAt, variablesAt } from './variables-at.js'
export { traceEntriesAt, type Verbosity } from './verbosity.js'
