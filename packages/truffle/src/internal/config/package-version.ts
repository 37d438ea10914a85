import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The version of a package that a project has: what its lock file says, else what is installed. */
export function packageVersion(root: string, name: string): string | undefined {
  return lockedVersion(root, name) ?? installedVersion(root, name)
}

/** Of package-lock.json in any of its versions, or of yarn.lock. */
function lockedVersion(root: string, name: string): string | undefined {
  const lock = readJson(join(root, 'package-lock.json'))
  const entries = [
    Reflect.get(Object(lock['packages']), `node_modules/${name}`),
    Reflect.get(Object(lock['dependencies']), name),
  ]
  for (const entry of entries) {
    const version: unknown = Reflect.get(Object(entry), 'version')
    if (typeof version === 'string') return version
  }
  const yarn = readOrEmpty(join(root, 'yarn.lock'))
  const start = yarn.search(new RegExp(`^"?${name}@`, 'm'))
  return start === -1 ? undefined : /\n\s+version:? "?([^"\s]+)/.exec(yarn.slice(start))?.[1]
}

/** As Node.js would find it from the project. */
function installedVersion(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const { version } = readJson(join(folder, 'node_modules', name, 'package.json'))
    if (typeof version === 'string') return version
    if (folder === dirname(folder)) return undefined
  }
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Not there, or not readable: then it tells nothing.
    return {}
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
