import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { types } from 'node:util'
import { resolveLocal } from './resolve-local.js'

/** What mirrored modules ask for while they run. */
export interface ModuleRuntime {
  /** The `require` of an original, which reads TypeScript too. */
  requireFrom(path: string): NodeJS.Require
  /** What to import for a path or package that was computed. */
  locate(specifier: unknown, importer: string): Promise<string>
}

const runtimes = Symbol.for('scaffold-evm.modules')

/** Makes `runtime` the one of all mirrored modules of a project. */
export function registerRuntime(root: string, runtime: ModuleRuntime): void {
  const shared = globalThis as { [runtimes]?: Map<string, ModuleRuntime> }
  shared[runtimes] ??= new Map()
  shared[runtimes].set(root, runtime)
}

/** A `require` for which `mirrored` may name another file than the one that was found. */
export function createMirrorRequire(
  path: string,
  mirrored: (path: string) => string | undefined,
): NodeJS.Require {
  const native = createRequire(path)
  const load = (id: string): unknown => {
    const found = isPath(id) ? resolveLocal(path, id) : undefined
    const target = found === undefined ? undefined : mirrored(found)
    return target === undefined ? native(id) : exportsOf(native(target))
  }
  return Object.assign(load, native)
}

/** CommonJS that became an ES module has its own value under this name; newer versions of Node take it themselves. */
function exportsOf(module: unknown): unknown {
  const isWrapped = types.isModuleNamespaceObject(module) && 'module.exports' in Object(module)
  return isWrapped ? Reflect.get(Object(module), 'module.exports') : module
}

/** The local file that a computed specifier means, or the URL to leave to Node. */
export function findComputed(
  specifier: string,
  importer: string,
): { readonly path: string } | { readonly url: string } {
  const isFileUrl = specifier.startsWith('file:')
  if (!isFileUrl && !isPath(specifier)) return { url: specifier }
  const path = isFileUrl ? fileURLToPath(specifier) : specifier
  const found = resolveLocal(importer, path)
  if (found !== undefined) return { path: found }
  if (specifier.includes('?')) return { url: new URL(specifier, pathToFileURL(importer)).href }
  return { url: pathToFileURL(resolve(importer, '..', path)).href }
}

function isPath(specifier: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$/.test(specifier)
}
