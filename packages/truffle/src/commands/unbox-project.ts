import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandUsageError, fileExistsError } from '../errors/command.js'

/** How a box is opened. */
export interface UnboxOptions {
  /** Overwrites files that are there. @default false */
  readonly force?: boolean
}

/** Templates that come along: nothing is fetched. */
export const boxNames = ['bare', 'metacoin'] as const

/**
 * Starts a project from a template; gives the files that were written, relative to the folder.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` for a box that does not come along, `TRUFFLE_FILE_EXISTS`
 */
export function unboxProject(
  box: string,
  folder: string,
  { force = false }: UnboxOptions = {},
): readonly string[] {
  const name = box.replace(/^truffle-box\//, '').replace(/-box$/, '')
  const known = boxNames.find((candidate) => candidate === name)
  if (known === undefined) {
    throw commandUsageError(
      `There is no box ${box} here; expected one of ${boxNames.join(', ')}`,
      'Others are repositories: git clone https://github.com/truffle-box/<name>-box',
    )
  }
  const source = fileURLToPath(new URL(`./boxes/${known}`, import.meta.url))
  const files = filesIn(source)
  const conflict = files.find((file) => existsSync(join(folder, file)))
  if (conflict !== undefined && !force) throw fileExistsError(conflict)
  cpSync(source, folder, { recursive: true })
  return files
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
}
