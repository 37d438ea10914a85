import { statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json']

/** TypeScript is imported under the name its JavaScript would have. */
const writtenFor: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
}

/** The file that a relative import means, or undefined when there is none. */
export function resolveLocal(importer: string, specifier: string): string | undefined {
  const path = resolve(dirname(importer), specifier)
  return candidatesOf(path).find(isFile)
}

function candidatesOf(path: string): string[] {
  const extension = extname(path)
  const stem = path.slice(0, path.length - extension.length)
  return [
    path,
    ...(writtenFor[extension] ?? []).map((written) => stem + written),
    ...sourceExtensions.map((ending) => path + ending),
    ...sourceExtensions.map((ending) => `${path}/index${ending}`),
  ]
}

/** Whether there is a file at `path`. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Whether the file is TypeScript that Node 20 cannot load by itself. */
export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path)
}

/** Whether `path` belongs to a package rather than to the project. */
export function isInPackage(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path)
}
