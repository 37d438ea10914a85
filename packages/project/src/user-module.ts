import { existsSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { moduleLoadError } from './errors.js'
import { describeLoadFailure, isLoadFailure } from './internal/load-failure.js'

/** How {@link loadUserModule} loads. */
export interface UserModuleOptions {
  /** Reads the file again when it changed since it was loaded so before. What it imports is not read again. @default false */
  readonly fresh?: boolean
}

const registered = Symbol.for('scaffold-evm.typescript')

/**
 * Lets `import()` and `require()` read TypeScript from now on, in this process. Done once; costs about
 * 100 ms, so it is left out where there is no TypeScript.
 */
export async function registerTypeScript(): Promise<void> {
  const shared = globalThis as { [registered]?: Promise<void> }
  shared[registered] ??= register()
  return shared[registered]
}

async function register(): Promise<void> {
  const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')])
  cjs.register()
  esm.register()
}

/** Modification times of what this process has imported: Node reads each URL once, for ever. */
const loaded = new Map<string, number>()

/** A URL that Node has not read yet when the file changed since it was last loaded. */
function freshUrl(path: string): URL {
  const url = pathToFileURL(path)
  const { mtimeMs } = statSync(path)
  const before = loaded.get(path)
  if (before !== undefined && before !== mtimeMs) url.searchParams.set('edition', String(mtimeMs))
  loaded.set(path, before ?? mtimeMs)
  return url
}

/**
 * Imports a file of the user's: TypeScript, ES module or CommonJS.
 *
 * What the file's own code throws is thrown as it is. @throws `MODULE_LOAD_FAILED` when it is not
 * there, cannot be parsed, or imports what cannot be found.
 */
export async function loadUserModule(
  path: string,
  options: UserModuleOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(path)) {
    throw moduleLoadError(path, { reason: 'there is no such file' }, undefined)
  }
  if (/\.[cm]?tsx?$/.test(path)) await registerTypeScript()
  const url = options.fresh === true ? freshUrl(path) : pathToFileURL(path)
  try {
    return await import(url.href)
  } catch (error) {
    if (!isLoadFailure(error)) throw error
    throw moduleLoadError(path, await describeLoadFailure(error, path), error)
  }
}

/** The default export of a module, also of CommonJS that was compiled from an ES module. */
export function defaultExport(module: Readonly<Record<string, unknown>>): unknown {
  const value = module.default
  if (typeof value !== 'object' || value === null || !('__esModule' in value)) return value
  return 'default' in value ? value.default : value
}

const ownFrame =
  /(@scaffold-evm|scaffold-evm|packages)\/[\w-]+\/(dist|build)\/|node_modules\/|\(?node:/

/**
 * The stack of an error without the frames of scaffold, of packages and of Node: what is left are the
 * user's own lines. The first line is kept; a stack without any user frame stays whole.
 */
export function userStack(error: Error): string {
  const lines = (error.stack ?? String(error)).split('\n')
  const frames = lines.filter((line) => /^\s+at /.test(line))
  const own = frames.filter((line) => !ownFrame.test(line))
  if (own.length === 0) return lines.join('\n')
  const head = lines.slice(0, lines.length - frames.length)
  return [...head, ...own.map((line) => line.replace(/\?edition=[\d.]+/, ''))].join('\n')
}
