import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isScaffoldError } from '@scaffold-evm/common'
import { configExportError, configLoadError } from '../../errors.js'
import { defaultExport } from '../../user-module.js'
import { describeLoadFailure } from '../load-failure.js'

/** TypeScript costs 50 ms and more to load, plain JavaScript nothing: jiti is imported only for the former. */
async function importTypeScript(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(pathToFileURL(path).href, {
    fsCache: join(dirname(path), 'cache', 'config'),
    interopDefault: false,
    nativeModules: ['scaffold-evm', '@scaffold-evm/project'],
  })
  return jiti.import(path)
}

async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  return /\.[cm]?ts$/.test(path) ? importTypeScript(path) : import(pathToFileURL(path).href)
}

function describeExport(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

async function evaluate(path: string): Promise<unknown> {
  const exported = defaultExport(await importModule(path))
  return typeof exported === 'function' ? exported() : exported
}

/**
 * What a config file exports: an object, or what its function or promise gave.
 *
 * @throws `CONFIG_LOAD_FAILED` when it cannot be parsed or its code throws, `CONFIG_INVALID` when it exports no object.
 */
export async function importConfig(path: string): Promise<object> {
  const value = await evaluate(path).catch(async (error: unknown) => {
    if (isScaffoldError(error)) throw error
    throw configLoadError(path, await describeLoadFailure(error, path), error)
  })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw configExportError(path, describeExport(value))
  }
  return value
}
