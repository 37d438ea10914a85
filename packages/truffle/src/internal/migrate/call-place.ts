/** Where a function was called. */
export interface CallPlace {
  /** Lines of a stack, outermost last. */
  readonly frames: string
}

/** Takes down who calls `callee`: what happens later, out of a queue, has another stack. */
export function takeCallPlace(callee: (...args: never[]) => unknown): CallPlace {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, callee)
  return {
    // Formatting a stack reads source maps, and few are looked at.
    get frames() {
      return (holder.stack ?? '').split('\n').slice(1).join('\n')
    },
  }
}
