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
  const repository = repositoryOf(box)
  const known = boxNames.find((name) => `${officialBoxes}/${name}-box` === repository)
  if (known === undefined) {
    throw commandUsageError(
      `There is no box ${box} here; expected one of ${boxNames.join(', ')}`,
      `Others are repositories, which are cloned: git clone ${cloneArguments(repository)}`,
    )
  }
  const source = fileURLToPath(new URL(`./boxes/${known}`, import.meta.url))
  const files = filesIn(source)
  const conflict = files.find((file) => existsSync(join(folder, file)))
  if (conflict !== undefined && !force) throw fileExistsError(conflict)
  cpSync(source, folder, { recursive: true })
  return files
}

const officialBoxes = 'https://github.com/truffle-box'

/** What Truffle fetched for a name, `owner/repository`, or an address; a branch follows `#`. */
function repositoryOf(box: string): string {
  if (/^(https?:\/\/|git@)\S+$/.test(box)) {
    return box.replace(/^git@([^:]+):/, 'https://$1/').replace(/\.git(?=#|$)/, '')
  }
  const [, owner, name = '', branch = ''] = /^([\w.-]+\/)?([\w.-]+)(#\S+)?$/.exec(box) ?? []
  if (name === '') {
    throw commandUsageError(
      `Box specified in invalid format: ${box}`,
      'Expected a name, owner/repository, or the address of a repository.',
    )
  }
  if (owner !== undefined) return `https://github.com/${owner}${name}${branch}`
  return `${officialBoxes}/${name.replace(/-box$/, '')}-box${branch}`
}

function cloneArguments(repository: string): string {
  const [address = '', branch] = repository.split('#')
  return branch === undefined ? address : `-b ${branch} ${address}`
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
}
