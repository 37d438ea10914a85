import { didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** A name to replace under which nothing is recorded. */
export function replaceUnknownError(name: string, known: readonly string[]): ScaffoldError {
  const recorded = known.length === 0 ? 'Nothing is' : `Recorded: ${known.join(', ')}`
  return new ScaffoldError({
    code: 'MIGRATION_REPLACE_UNKNOWN',
    message: `There is nothing to replace: nothing is recorded as "${name}" on this network`,
    hint: didYouMean(name, known) ?? (known.length === 0 ? `${recorded}: migrate first` : recorded),
    data: { name, known },
  })
}

/** A contract that cannot be deployed anew in its place. */
export function replaceRefusedError(
  name: string,
  why: { readonly problem: string; readonly hint: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_REPLACE_REFUSED',
    message: `${name} cannot be replaced: ${why.problem}`,
    hint: why.hint,
    data: { name, problem: why.problem },
  })
}
