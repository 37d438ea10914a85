import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { userStack } from '@scaffold-evm/project'
import { migrationForTruffleError } from '../../errors/files.js'
import { migrationAbortedError, migrationFailedError } from '../../errors/run.js'
import { withMigrationFile } from '../../errors/step-place.js'
import type { Journal } from '../journal/journal.js'
import { interruptedBetween } from '../steps/explain-step.js'

/** Why a file failed, in the words of the migration. */
export function explainFileFailure(
  error: unknown,
  file: string,
  run: { readonly journal: Journal; readonly signal: AbortSignal | undefined },
): Error {
  const { journal, signal } = run
  const recordPath = journal.path
  if (signal?.aborted === true) return migrationAbortedError(file, recordPath)
  if (!isScaffoldError(error)) return codeError(error, file, recordPath)
  if (error.code === 'NETWORK_UNREACHABLE') return interruptedBetween(error, file, journal)
  return withMigrationFile(error, { file, step: file, source: undefined, recordPath })
}

/** What the user's own code threw, with the lines of the user's in its stack. */
function codeError(error: unknown, file: string, recordPath: string | undefined): Error {
  const stack = error instanceof Error ? userStack(error) : ''
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  const name = error instanceof Error ? `${error.name}: ` : ''
  const reason = `${name}${errorMessage(error)}`
  if (/^ReferenceError: (artifacts|deployer) is not defined/.test(reason)) {
    return migrationForTruffleError(file, error)
  }
  return migrationFailedError(file, { reason, frames, recordPath }, error)
}
