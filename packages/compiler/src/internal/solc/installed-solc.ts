import { access, readdir, readFile, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A `solc` package of npm in some node_modules folder. */
export interface InstalledSolc {
  readonly version: string
  /** Its soljson.js. */
  readonly path: string
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    // No such file, or none that is JSON: then it names no compiler.
    return undefined
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** The compiler in `folder` if that is npm's `solc`, under whatever alias it was installed. */
async function readSolcPackage(folder: string): Promise<InstalledSolc | undefined> {
  const manifest = await readJson(join(folder, 'package.json'))
  const version = fieldOf(manifest, 'version')
  if (fieldOf(manifest, 'name') !== 'solc' || typeof version !== 'string') return undefined
  const path = join(await realpath(folder), 'soljson.js')
  try {
    await access(path)
    return { version, path }
  } catch {
    return undefined
  }
}

/** The compiler that this package depends on, or undefined when it was not installed. */
export async function bundledSolc(): Promise<InstalledSolc | undefined> {
  try {
    const manifest = createRequire(import.meta.url).resolve('solc/package.json')
    return await readSolcPackage(dirname(manifest))
  } catch {
    return undefined
  }
}

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies']

/** Names under which a manifest depends on npm's `solc`. */
function aliasesIn(manifest: unknown): string[] {
  return dependencyFields.flatMap((field) => {
    const dependencies = fieldOf(manifest, field)
    if (typeof dependencies !== 'object' || dependencies === null) return []
    return Object.entries(dependencies)
      .filter(([name, spec]) => name === 'solc' || String(spec).startsWith('npm:solc@'))
      .map(([name]) => name)
  })
}

async function candidateNames(folder: string): Promise<string[]> {
  const aliases = aliasesIn(await readJson(join(folder, 'package.json')))
  const entries = await readdir(join(folder, 'node_modules')).catch((): string[] => [])
  return [...new Set([...aliases, ...entries.filter((name) => name.startsWith('solc'))])]
}

function foldersUpFrom(root: string): string[] {
  const folders: string[] = []
  for (let folder = root; ; folder = dirname(folder)) {
    folders.push(folder)
    if (dirname(folder) === folder) return folders
  }
}

/**
 * Every `solc` of npm that the project at `root` can reach in its node_modules folder and those
 * above: under the name of any of its dependencies, and in any folder whose name begins with `solc`.
 */
export async function projectSolcs(root: string): Promise<InstalledSolc[]> {
  const perFolder = await Promise.all(
    foldersUpFrom(root).map(async (folder) => {
      const names = await candidateNames(folder)
      return Promise.all(names.map((name) => readSolcPackage(join(folder, 'node_modules', name))))
    }),
  )
  const byVersion = new Map<string, InstalledSolc>()
  for (const found of perFolder.flat()) {
    if (found !== undefined && !byVersion.has(found.version)) byVersion.set(found.version, found)
  }
  return [...byVersion.values()]
}
