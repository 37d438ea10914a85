import type { JsonObject } from './protocol.js'

/** What failures a client can have the debugger stop at. */
export const exceptionFilters = [
  {
    filter: 'failing-tests',
    label: 'Failing tests',
    description: 'Where a contract made a test fail',
    default: true,
  },
  {
    filter: 'reverts',
    label: 'Reverted transactions and calls',
    description: 'Also those that a test expects',
    default: false,
  },
  {
    filter: 'caught',
    label: 'Reverts that contracts catch',
    description: 'Where a call failed and its caller went on',
    default: false,
  },
] as const

/** What this adapter can do, as clients are told. */
export const capabilities: JsonObject = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: true,
  supportsGotoTargetsRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportsLoadedSourcesRequest: true,
  supportsDataBreakpoints: true,
  supportsExceptionInfoRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsSteppingGranularity: true,
  supportsValueFormattingOptions: true,
  supportsDelayedStackTraceLoading: true,
  supportsClipboardContext: true,
  supportsANSIStyling: true,
  exceptionBreakpointFilters: exceptionFilters,
}
