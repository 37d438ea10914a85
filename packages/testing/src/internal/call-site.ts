/** Where something was called. The text is made only when it is read: capturing costs microseconds. */
export interface CallSite {
  readonly stack?: string
}

type AnyFunction = (...args: never[]) => unknown

/** The stack above `below`, by default above the caller; its first line is a message. */
export function captureCallSite(below: AnyFunction = captureCallSite): CallSite {
  const site: { stack?: string } = {}
  Error.captureStackTrace(site, below)
  return site
}

/** `error`, its stack extended by the frames of the call: a custom thenable hides them from V8's async stacks. */
export function withCallSite(error: unknown, site: CallSite): unknown {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return error
  const known = error.stack
  const frames = (site.stack ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => !known.includes(line))
  if (frames.length > 0) error.stack = `${known}\n${frames.join('\n')}`
  return error
}
