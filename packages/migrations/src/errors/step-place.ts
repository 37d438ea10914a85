import { isScaffoldError, ScaffoldError } from '@scaffold-evm/common'

/** Where in the migrations something happened. */
export interface StepPlace {
  /** File name without extension, e.g. `02_dao`. */
  readonly file: string
  /** What was done, e.g. `deploy Dao`. */
  readonly step: string
  /** `file:line:column` in the user's code. */
  readonly source: string | undefined
  /** Where what was done is recorded; undefined when it is not kept: in memory, on a dry run. */
  readonly recordPath: string | undefined
}

/** What to do after an error, and what there is to go on from. */
export function againHint(recordPath: string | undefined, remedy: string): string {
  return recordPath === undefined
    ? `${remedy}; this run leaves no record`
    : `What was done before it is recorded. ${remedy}: it goes on from here`
}

export function placeDetails(place: StepPlace): string | undefined {
  return place.source === undefined ? undefined : `at ${place.source}`
}

/** An error of another package, with the file in which it came up. */
export function withMigrationFile(error: ScaffoldError, place: StepPlace): ScaffoldError {
  return error.code.startsWith('MIGRATION_') ? error : withPlace(error, place)
}

/** An error that does not say where in the migrations it came up, with that. */
export function withPlace(error: ScaffoldError, place: StepPlace): ScaffoldError {
  if (error.data?.file !== undefined) return error
  return new ScaffoldError({
    code: error.code,
    message: `${place.file}: ${error.shortMessage}`,
    details: [error.details, placeDetails(place)].filter(Boolean).join('\n'),
    hint: error.hint,
    cause: error,
    data: { ...error.data, file: place.file },
  })
}

/** Runs what does not know where in the migrations it is. */
export async function atPlace<T>(place: StepPlace, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw isScaffoldError(error) ? withPlace(error, place) : error
  }
}
