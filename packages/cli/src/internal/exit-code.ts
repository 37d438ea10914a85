import { isScaffoldError } from '@scaffold-evm/common'

/** The exit code of a command that threw; `usage` is that of a command line that cannot be understood. */
export function exitCodeOf(error: unknown, usage = 2): number {
  if (isScaffoldError(error, 'USAGE')) return usage
  // A question takes the keys itself: Ctrl-C at one is no signal, and means the same.
  return isScaffoldError(error, 'CANCELLED') ? 130 : 1
}
