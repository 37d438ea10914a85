import { isAbsolute, relative, sep } from 'node:path'

/** `path` as seen from `from`, with forward slashes on every platform. */
export function relativePath(from: string, path: string): string {
  const result = relative(from, path)
  return sep === '/' ? result : result.split(sep).join('/')
}

/** Whether `path` is `directory` or lies in it. */
export function isInside(directory: string, path: string): boolean {
  const result = relative(directory, path)
  return result !== '..' && !result.startsWith(`..${sep}`) && !isAbsolute(result)
}
