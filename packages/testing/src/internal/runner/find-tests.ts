import { readdir, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve } from 'node:path'
import { nearest } from '@scaffold-evm/common'
import { testFileMissing } from '../../errors.js'

const testFilePattern = /(?<!\.d)\.[cm]?[jt]s$/

/** Where tests are looked for. */
export interface FindTestsOptions {
  /** The project's folder: relative paths start here. */
  readonly root: string
  /** The folder of tests. */
  readonly testsDir: string
  /** Files, folders and globs; none means all of `testsDir`. */
  readonly files?: readonly string[] | undefined
}

/**
 * Absolute paths of test files, in alphabetical order.
 *
 * @throws `TEST_FILE_NOT_FOUND` when something was asked for that matches no file.
 */
export async function findTests({ root, testsDir, files }: FindTestsOptions): Promise<string[]> {
  const all = await listFiles(testsDir)
  if (files === undefined || files.length === 0) return all
  const found = await Promise.all(files.map((file) => match(file, { root, testsDir, all })))
  return [...new Set(found.flat())].sort()
}

interface Candidates {
  readonly root: string
  readonly testsDir: string
  readonly all: readonly string[]
}

async function match(wanted: string, { root, testsDir, all }: Candidates): Promise<string[]> {
  if (/[*?{]/.test(wanted)) {
    const pattern = globToRegExp(isAbsolute(wanted) ? wanted : join(root, wanted))
    const matching = all.filter((path) => pattern.test(path))
    if (matching.length > 0) return matching
    throw missing(wanted, root, all)
  }
  for (const path of [resolve(root, wanted), resolve(testsDir, wanted)]) {
    const info = await stat(path).catch(() => undefined)
    if (info?.isFile() === true) return [path]
    if (info?.isDirectory() === true) return await listFiles(path)
  }
  throw missing(wanted, root, all)
}

function missing(wanted: string, root: string, all: readonly string[]): Error {
  const byName = new Map(all.map((path) => [basename(path), relative(root, path)]))
  const near =
    nearest(wanted, byName.values()) ?? byName.get(nearest(basename(wanted), byName.keys()) ?? '')
  return testFileMissing(wanted, near)
}

/** All test files below a folder, sorted; none when there is no such folder. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && testFilePattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[\\/])node_modules[\\/]/.test(relative(folder, path)))
    .sort()
}

/** `**` spans folders, `*` and `?` stay in one, `{a,b}` are alternatives. */
function globToRegExp(glob: string): RegExp {
  const tokens = glob.replaceAll('\\', '/').split(/(\*\*\/?|[*?{},])/)
  let depth = 0
  const source = tokens.map((token) => {
    if (token === '{') depth += 1
    if (token === '}') depth -= 1
    if (token === ',' && depth === 0) return ','
    return globTokens[token] ?? token.replace(/[.+^$()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`)
}

const globTokens: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
}
