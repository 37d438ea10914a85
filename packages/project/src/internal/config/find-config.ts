import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { configAmbiguousError, configNotFoundError, projectNotFoundError } from '../../errors.js'

const names = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'].map((type) => `scaffold.config.${type}`)

async function entries(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => [])
}

/** A folder that has contracts, as far up as the nearest package.json, to tell what is missing. */
async function looksLikeProject(cwd: string): Promise<string | undefined> {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const found = await entries(directory)
    if (found.includes('contracts')) return directory
    if (found.includes('package.json') || directory === dirname(directory)) return undefined
  }
}

/**
 * The config file in `cwd` or the nearest folder above.
 *
 * @throws `PROJECT_NOT_FOUND`, `CONFIG_AMBIGUOUS`.
 */
export async function findConfig(cwd: string): Promise<string> {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const found = (await entries(directory)).filter((name) => names.includes(name))
    if (found.length > 1) throw configAmbiguousError(directory, found.sort())
    if (found[0] !== undefined) return join(directory, found[0])
    if (directory === dirname(directory)) break
  }
  throw projectNotFoundError(resolve(cwd), await looksLikeProject(resolve(cwd)))
}

/** A config file that was named. @throws `CONFIG_NOT_FOUND`. */
export async function givenConfig(path: string, cwd: string): Promise<string> {
  const absolute = resolve(cwd, path)
  const isFile = await stat(absolute).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (!isFile) throw configNotFoundError(absolute)
  return absolute
}
