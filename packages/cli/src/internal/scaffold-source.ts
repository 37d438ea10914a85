import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'

const isOurs = (name: string): boolean =>
  name === 'scaffold-evm' || name.startsWith('@scaffold-evm/')

/**
 * What a new project in `folder` depends on so that it gets the scaffold that makes it: its version, or,
 * where a folder above installed it from local files (tarballs of a build, say), the same files.
 */
export async function scaffoldDependencies(
  folder: string,
  version: string,
): Promise<Readonly<Record<string, string>>> {
  for (let above = dirname(folder); ; above = dirname(above)) {
    const local = await localDependencies(above)
    if (local['scaffold-evm'] !== undefined) return rebase(local, above, folder)
    if (above === dirname(above)) return { 'scaffold-evm': version }
  }
}

/** Our packages that the manifest in `folder` installs from files. */
async function localDependencies(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = Object.entries(await readDependencies(join(folder, 'package.json')))
  return Object.fromEntries(
    entries.filter(([name, spec]) => isOurs(name) && spec.startsWith('file:')),
  )
}

async function readDependencies(manifestPath: string): Promise<Record<string, string>> {
  try {
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8'))
    return { ...manifest.dependencies, ...manifest.devDependencies }
  } catch {
    // No manifest there, or none that npm could read: it installed nothing of ours.
    return {}
  }
}

function rebase(
  specs: Readonly<Record<string, string>>,
  from: string,
  to: string,
): Readonly<Record<string, string>> {
  const moved = Object.entries(specs).map(([name, spec]) => {
    const path = relative(to, resolve(from, spec.slice('file:'.length)))
    return [name, `file:${path.replaceAll('\\', '/')}`]
  })
  return Object.fromEntries(moved)
}
