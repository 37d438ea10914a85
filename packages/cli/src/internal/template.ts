import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initConflict } from '../errors.js'

/** What a new project is made from. */
export interface PlanProjectOptions {
  readonly template: string
  /** Of the package. */
  readonly name: string
  /** What the project depends on as `scaffold-evm`: a version, a range, `file:…`. */
  readonly scaffoldVersion: string
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
      content: relativePath === 'package.json' ? fillManifest(content, options) : content,
    }
  })
  return (await Promise.all(read)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

function fillManifest(content: string, options: PlanProjectOptions): string {
  return content
    .replace('"name": "project"', `"name": ${JSON.stringify(options.name)}`)
    .replace('"scaffold-evm": "*"', `"scaffold-evm": ${JSON.stringify(options.scaffoldVersion)}`)
}

/**
 * Writes the files of a new project.
 *
 * @throws `INIT_CONFLICT` when one of them is there already; then nothing is written.
 */
export async function writeProject(folder: string, files: readonly ProjectFile[]): Promise<void> {
  const present = await Promise.all(files.map(({ path }) => exists(join(folder, path))))
  const conflicts = files.filter((_, index) => present[index]).map(({ path }) => path)
  if (conflicts.length > 0) throw initConflict(folder, conflicts)
  for (const { path, content } of files) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content, { flag: 'wx' })
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
