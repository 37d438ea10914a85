import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { TruffleConfig } from '../../truffle-config.js'

/** One file of a migrations folder. */
export interface MigrationFile {
  /** Absolute. */
  readonly path: string
  /** As reports show it: relative to the migrations folder. */
  readonly name: string
  /** What its name begins with. */
  readonly number: number
}

/** Where migrations are, and which files are some. */
export type MigrationsFolder = Pick<
  TruffleConfig,
  'migrations_directory' | 'migrations_file_extension_regexp'
>

/** The migrations of a folder in the order in which they run. Folders below it and hidden files are none. */
export function findMigrationFiles(config: MigrationsFolder): MigrationFile[] {
  const folder = config.migrations_directory
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => ({ path: join(folder, name), name, number: numberOf(name) }))
    .filter(({ name, number }) => !Number.isNaN(number) && hasExtension(name, config))
    .sort((a, b) => a.number - b.number || a.name.localeCompare(b.name, 'en'))
}

function numberOf(name: string): number {
  return Number.parseInt(basename(name), 10)
}

function hasExtension(name: string, config: MigrationsFolder): boolean {
  return extname(name).match(config.migrations_file_extension_regexp) !== null
}
