import { existsSync } from 'node:fs'
import { isScaffoldError } from '@scaffold-evm/common'
import { moduleLoadError } from './errors.js'
import { describeLoadFailure, isLoadFailure } from './internal/load-failure.js'
import type { ModuleMirror } from './module-mirror.js'

/** How {@link loadUserModule} loads. */
export interface UserModuleOptions {
  /** Reads the file and what it imports again when any of it changed since it was loaded before. @default false */
  readonly fresh?: boolean
}

/**
 * Imports a file of the user's: TypeScript, ES module or CommonJS.
 *
 * What the file's own code throws is thrown as it is. @throws `MODULE_LOAD_FAILED` when it is not
 * there, cannot be parsed, or imports what cannot be found.
 */
export async function loadUserModule(
  path: string,
  modules: ModuleMirror,
  { fresh = false }: UserModuleOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(path)) {
    throw moduleLoadError(path, { reason: 'there is no such file' }, undefined)
  }
  if (fresh && modules.hasChanged(path)) modules.startGeneration()
  const [prepared] = await modules.prepare([path])
  try {
    return (await prepared?.load()) ?? {}
  } catch (error) {
    if (isScaffoldError(error) || !isLoadFailure(error)) throw error
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
  const own = withoutPlaceless(frames.filter((line) => !ownFrame.test(line)))
  if (own.length === 0) return lines.join('\n')
  const head = lines.slice(0, lines.length - frames.length)
  return [...head, ...own].join('\n')
}

/** Frames such as `at async Promise.all (index 0)` say nothing of whose they are: those above the first of the user's are ours. */
function withoutPlaceless(frames: readonly string[]): readonly string[] {
  const first = frames.findIndex((line) => !/ Promise\.\w+ \(index \d+\)$/.test(line))
  return first === -1 ? [] : frames.slice(first)
}
