/** Joins as solc does: a relative import path onto the source name of the importing file. Undefined when it leads above all folders. */
export function joinSourceName(importer: string, path: string): string | undefined {
  const segments = importer.split('/').slice(0, -1)
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}

/** Whether an import path is relative to the importing file. */
export function isRelativeImport(path: string): boolean {
  return path.startsWith('./') || path.startsWith('../')
}

/** Why `path` cannot be a source name, or undefined when it can. */
export function sourceNameProblem(path: string): string | undefined {
  if (path === '') return 'the path is empty'
  if (path.includes('\\')) return 'paths in Solidity have forward slashes'
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return 'nothing is fetched from the network'
  if (path.startsWith('/') || /^[a-zA-Z]:/.test(path)) {
    return 'an absolute path works on no other machine'
  }
  const isNormal = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  return isNormal ? undefined : 'only relative paths may hold ".", ".." or empty parts'
}

/** `@scope/name` or `name` of the package that an import path begins with, and the rest. */
export function splitPackagePath(path: string): {
  readonly packageName: string
  readonly rest: readonly string[]
} {
  const segments = path.split('/')
  const length = path.startsWith('@') ? 2 : 1
  return { packageName: segments.slice(0, length).join('/'), rest: segments.slice(length) }
}
