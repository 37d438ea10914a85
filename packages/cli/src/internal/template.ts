import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFileAtomic } from '@scaffold-evm/common'
import { initConflict } from '../errors.js'
import { fillManifest, isCommonJs, mergeManifests } from './manifest.js'

/** What a new project is made from. */
export interface PlanProjectOptions {
  readonly template: string
  /** Of the package. */
  readonly name: string
  /** What the project depends on to get scaffold, by package: a version, a range, `file:…`. */
  readonly scaffold: Readonly<Record<string, string>>
}

/** A file of a new project. */
export interface ProjectFile {
  /** Relative, with forward slashes. */
  readonly path: string
  readonly content: string
}

/** Beside the bundle: the build copies the templates there. */
const templatesFolder = fileURLToPath(new URL('./templates', import.meta.url))

/** npm leaves files of these names out of a package, so templates keep them under others. */
const storedNames = new Map([['gitignore', '.gitignore']])

/** The files of a new project, sorted by path. */
export async function planProject(options: PlanProjectOptions): Promise<readonly ProjectFile[]> {
  const folder = join(templatesFolder, options.template)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const read = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    const relativePath = path.slice(folder.length + 1).replaceAll('\\', '/')
    const content = await readFile(path, 'utf8')
    return {
      path: storedNames.get(relativePath) ?? relativePath,
      content:
        relativePath === 'package.json'
          ? fillManifest(content, options.name, options.scaffold)
          : content,
    }
  })
  return (await Promise.all(read)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What became of the files of a new project. */
export interface WrittenProject {
  readonly written: number
  /** Files that were there, which stay as they are; a package.json got what it lacked. */
  readonly kept: readonly string[]
}

/** Files that many folders have before they become a project, and that a project can do without. */
const optional = new Set(['.gitignore', 'README.md'])

/**
 * Writes the files of a new project. What is there stays: a README and a .gitignore as they are, a
 * package.json with the scripts and dependencies that it lacks.
 *
 * @throws `INIT_CONFLICT` when any other of them is there already; then nothing is written.
 */
export async function writeProject(
  folder: string,
  planned: readonly ProjectFile[],
): Promise<WrittenProject> {
  const manifest = await readIfThere(join(folder, 'package.json'))
  const files = manifest !== undefined && isCommonJs(manifest) ? forCommonJs(planned) : planned
  const present = await Promise.all(files.map(({ path }) => readIfThere(join(folder, path))))
  const kept = files.filter((_, index) => present[index] !== undefined).map(({ path }) => path)
  const conflicts = kept.filter((path) => !optional.has(path) && path !== 'package.json')
  if (conflicts.length > 0) throw initConflict(folder, conflicts)
  for (const [index, { path, content }] of files.entries()) {
    const target = join(folder, path)
    const existing = present[index]
    if (existing === undefined) {
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content, { flag: 'wx' })
    } else if (path === 'package.json') {
      await writeFileAtomic(target, mergeManifests(existing, content))
    }
  }
  return { written: files.length - kept.length, kept }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * The files of a project as they have to be in a package whose `.js` files are CommonJS: ES modules
 * in JavaScript are `.mjs` there.
 */
function forCommonJs(files: readonly ProjectFile[]): readonly ProjectFile[] {
  const renamed = files.filter(({ path }) => path.endsWith('.js')).map(({ path }) => path)
  return files.map(({ path, content }) => ({
    path: renamed.includes(path) ? path.replace(/\.js$/, '.mjs') : path,
    content: path === 'README.md' ? content.replaceAll(/\.js`/g, '.mjs`') : content,
  }))
}
