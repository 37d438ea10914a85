/** A line to stop at. */
export interface BreakpointRequest {
  /** As the compiler knows it, or the end of its path. */
  readonly sourceName: string
  /** From 1. */
  readonly line: number
  /** Stops only where this is true. */
  readonly condition?: string | undefined
  /** Which hits count: `3`, `>= 3`, `% 3`, … @default all */
  readonly hitCondition?: string | undefined
  /** Says this instead of stopping; expressions in braces are replaced by their values. */
  readonly logMessage?: string | undefined
}

/** A line that a session stops at, or says something at. */
export interface Breakpoint extends BreakpointRequest {
  readonly id: number
  /** The line with the statement that was found: the one asked for or the next below it. */
  readonly line: number
}

/** An expression whose changes a session stops at. */
export interface ChangeStop {
  readonly id: number
  readonly expression: string
}

/** What else a session stops at when it goes on. */
export interface StopRules {
  /** Events by their names. @default 'none' */
  readonly events: 'all' | 'none' | readonly string[]
  /** The failure that the execution ends with, or also failures that were caught. @default 'failure' */
  readonly errors: 'all' | 'failure' | 'none'
}

export const defaultStopRules: StopRules = { events: 'none', errors: 'failure' }

/** Why a session stands where it stands. */
export type StopReason =
  /** Nothing moved it yet. */
  | 'entry'
  | 'step'
  | 'breakpoint'
  | 'change'
  | 'event'
  | 'error'
  /** There is nothing before it. */
  | 'start'
  /** There is nothing after it. */
  | 'end'

/** How an expression changed. */
export interface ValueChange {
  readonly id: number
  readonly expression: string
  readonly before: string
  readonly after: string
}

/** Where a session came to stand, and why. */
export interface DebugStop {
  readonly reason: StopReason
  readonly step: number
  /** Those that are hit there. */
  readonly breakpoints: readonly Breakpoint[]
  readonly changes: readonly ValueChange[]
  /** The event that is logged there, with its arguments. */
  readonly event?: string | undefined
  /** What breakpoints with a message said on the way. */
  readonly logs: readonly string[]
  /** Conditions and messages that could not be evaluated. */
  readonly problems: readonly Error[]
}
