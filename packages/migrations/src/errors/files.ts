import { didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** A file in the migrations folder whose name says no order. */
export function migrationNameError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NAME_INVALID',
    message: `${path}: expected a name that begins with a number, such as 01_token.ts`,
    hint: 'For a helper, begin its name with _ or put it into a folder',
    data: { path },
  })
}

/** Two files of one number. */
export function migrationDuplicateError(number: number, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NUMBER_DUPLICATE',
    message: `${names.length} migrations have the number ${number}: ${names.join(', ')}`,
    hint: 'Number them in the order in which they should run',
    data: { number, names },
  })
}

/** A range of numbers that no file is in. */
export function migrationRangeError(
  range: { readonly from: number | undefined; readonly to: number | undefined },
  numbers: readonly number[],
): ScaffoldError {
  const from = range.from === undefined ? '' : ` from ${range.from}`
  const to = range.to === undefined ? '' : ` to ${range.to}`
  return new ScaffoldError({
    code: 'MIGRATION_RANGE_EMPTY',
    message: `There is no migration${from}${to}`,
    hint: numbers.length === 0 ? undefined : `There are ${numbers.join(', ')}`,
    data: { ...range, numbers },
  })
}

/** A migration in the way of Truffle, in a project that is not Truffle's any more. */
export function migrationForTruffleError(file: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_FOR_TRUFFLE',
    message: `${file} is a migration for Truffle: it wants artifacts and a deployer`,
    hint: `Write it with m under the same name. What Truffle deployed already is taken over by "scaffold deployments import --network <name>"; scaffold --config truffle-config.js goes on in Truffle's way`,
    cause,
    data: { file },
  })
}

/** A migration that there is not. */
export function migrationUnknownError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_UNKNOWN',
    message: `There is no migration "${name}"`,
    hint: didYouMean(name, known) ?? `There are ${known.join(', ') || 'none'}`,
    data: { name, known },
  })
}

/** A file that exports no function. */
export function migrationExportError(path: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_EXPORT_INVALID',
    message: `${path}: expected a function as the default export, got ${got}`,
    hint: 'Write "export default defineMigration(async (m) => { … })"',
    data: { path },
  })
}
