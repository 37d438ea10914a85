import { isScaffoldError } from '@scaffold-evm/common'

/** The exit code of a command that threw. */
export function exitCodeOf(error: unknown): number {
  if (isScaffoldError(error, 'USAGE')) return 2
  // A question takes the keys itself: Ctrl-C at one is no signal, and means the same.
  return isScaffoldError(error, 'CANCELLED') ? 130 : 1
}
