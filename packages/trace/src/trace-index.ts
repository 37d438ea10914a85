/** A function, or the outermost code of a frame, from when it was entered until it was left. */
export interface TraceCall {
  readonly index: number
  /** Index of the call that it was made from; -1 of the outermost. */
  readonly parent: number
  /** 0 is the outermost. */
  readonly depth: number
  /** Index of the frame of the recording. */
  readonly frame: number
  /** AST id of the function; undefined for the code of a frame that is in none. */
  readonly functionId: number | undefined
  /** The step that entered it: a JUMP, a CALL or the like; -1 of the outermost. */
  readonly callStep: number
  readonly firstStep: number
  /** The step after its last. */
  readonly endStep: number
}

/** Why a debugger can stop at a step: a statement begins, or goes on after a function that it called. */
export type StopKind = 'begin' | 'resume'

/** What a recording is searched by: made in one pass, and asked in logarithmic time. */
export interface TraceIndex {
  readonly calls: readonly TraceCall[]
  /** Steps at which a debugger can stop, rising. */
  readonly stopSteps: readonly number[]
  readonly stopKinds: readonly StopKind[]
  /** Index of the call of each stop. */
  readonly stopCalls: readonly number[]
  /** Steps at which another call goes on than before, rising. */
  readonly changeSteps: readonly number[]
  readonly changeCalls: readonly number[]
  /** The last step in a statement of that call before; -1 when there is none. */
  readonly changeSpots: readonly number[]
}
