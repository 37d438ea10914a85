import { isScaffoldError } from '@scaffold-evm/common'
import { configExportError, configLoadError } from '../../errors.js'
import type { ModuleMirror } from '../../module-mirror.js'
import { defaultExport } from '../../user-module.js'
import { describeLoadFailure } from '../load-failure.js'
import { describeProblem } from '../modules/module-problem.js'

async function importModule(
  path: string,
  modules: ModuleMirror,
): Promise<Readonly<Record<string, unknown>>> {
  const [prepared] = await modules.prepare([path])
  if (prepared?.problem !== undefined) {
    throw configLoadError(path, describeProblem(prepared.problem), undefined)
  }
  return (await prepared?.load()) ?? {}
}

function describeExport(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

async function evaluate(path: string, modules: ModuleMirror): Promise<unknown> {
  const exported = defaultExport(await importModule(path, modules))
  return typeof exported === 'function' ? exported() : exported
}

/**
 * What a config file exports: an object, or what its function or promise gave.
 *
 * @throws `CONFIG_LOAD_FAILED` when it cannot be parsed or its code throws, `CONFIG_INVALID` when it exports no object.
 */
export async function importConfig(path: string, modules: ModuleMirror): Promise<object> {
  const value = await evaluate(path, modules).catch(async (error: unknown) => {
    if (isScaffoldError(error)) throw error
    throw configLoadError(path, await describeLoadFailure(error, path), error)
  })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw configExportError(path, describeExport(value))
  }
  return value
}
