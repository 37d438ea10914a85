import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  migrationDuplicateError,
  migrationNameError,
  migrationRangeError,
  migrationUnknownError,
} from '../../errors/files.js'

/** A migration file. */
export interface MigrationFile {
  /** Without extension, e.g. `01_token`. */
  readonly name: string
  readonly number: number
  /** Absolute. */
  readonly path: string
}

const codeFile = /\.[cm]?[jt]s$/
const declarations = /\.d\.[cm]?ts$/

function isCode(name: string): boolean {
  return codeFile.test(name) && !declarations.test(name) && !/^[._]/.test(name)
}

function toMigration(directory: string, file: string): MigrationFile {
  const path = join(directory, file)
  const [, digits, name] = /^((\d+)(?:[_-].*)?)$/.exec(file.replace(codeFile, '')) ?? []
  if (digits === undefined || name === undefined) throw migrationNameError(path)
  return { name: digits, number: Number(name), path }
}

function assertDistinct(files: readonly MigrationFile[]): void {
  for (const { number } of files) {
    const same = files.filter((file) => file.number === number)
    if (same.length > 1) {
      throw migrationDuplicateError(
        number,
        same.map((file) => file.path),
      )
    }
  }
}

/**
 * The migration files of a folder in their order; none when there is no such folder.
 *
 * @throws `MIGRATION_NAME_INVALID`, `MIGRATION_NUMBER_DUPLICATE`.
 */
export async function findMigrations(directory: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const files = entries
    .filter((entry) => !entry.isDirectory() && isCode(entry.name))
    .map((entry) => toMigration(directory, entry.name))
    .sort((a, b) => a.number - b.number)
  assertDistinct(files)
  return files
}

/** Which files are meant. */
export interface MigrationSelection {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly only?: readonly string[] | undefined
}

/**
 * The files from one number to another, or those that are named.
 *
 * @throws `MIGRATION_RANGE_EMPTY` when a limit is given and no file is left, `MIGRATION_UNKNOWN`.
 */
export function selectMigrations(
  files: readonly MigrationFile[],
  { from, to, only }: MigrationSelection,
): readonly MigrationFile[] {
  if (only !== undefined) return pickMigrations(files, only)
  if (from === undefined && to === undefined) return files
  const selected = files.filter(
    ({ number }) => number >= (from ?? 0) && number <= (to ?? Number.POSITIVE_INFINITY),
  )
  if (selected.length === 0) {
    throw migrationRangeError(
      { from, to },
      files.map((file) => file.number),
    )
  }
  return selected
}

function pickMigrations(
  files: readonly MigrationFile[],
  wanted: readonly string[],
): readonly MigrationFile[] {
  const isMeant = ({ name, number }: MigrationFile, by: string): boolean =>
    name === by || (/^\d+$/.test(by) && number === Number(by))
  const unknown = wanted.find((by) => !files.some((file) => isMeant(file, by)))
  if (unknown !== undefined) {
    throw migrationUnknownError(
      unknown,
      files.map(({ name }) => name),
    )
  }
  return files.filter((file) => wanted.some((by) => isMeant(file, by)))
}
