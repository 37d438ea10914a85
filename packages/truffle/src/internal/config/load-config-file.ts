import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { defaultExport, type ModuleMirror, userStack } from '@scaffold-evm/project/modules'
import { configExportError, configFailedError } from '../../errors/config.js'
import { withLazyModules } from './lazy-modules.js'

/**
 * What a config file exports. CommonJS is required, so that it may register hooks and run code as it does in Truffle;
 * an ES module is imported, and its default export taken.
 *
 * @throws `TRUFFLE_CONFIG_FAILED`, `TRUFFLE_CONFIG_INVALID`
 */
export async function loadConfigFile(path: string, modules: ModuleMirror): Promise<object> {
  const exported = await load(path, modules).catch((error: unknown) => {
    if (isScaffoldError(error)) throw error
    throw configFailedError(path, describe(error), error)
  })
  const config: unknown = await exported
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw configExportError(path, kindOf(config))
  }
  return config
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

async function load(path: string, modules: ModuleMirror): Promise<unknown> {
  if (path.endsWith('.ts')) return loadTypeScript(path, modules)
  if (isModule(path)) return pick(await import(pathToFileURL(path).href))
  try {
    return pick(withLazyModules(() => createRequire(path)(path)))
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code')
    if (code !== 'ERR_REQUIRE_ESM' && code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error
    return pick(await import(pathToFileURL(path).href))
  }
}

async function loadTypeScript(path: string, modules: ModuleMirror): Promise<unknown> {
  const [prepared] = await modules.prepare([path])
  return pick((await prepared?.load()) ?? {})
}

/** By its text: Node would load it with require, too, and warn that this is new. */
function isModule(path: string): boolean {
  if (path.endsWith('.mjs')) return true
  if (path.endsWith('.cjs')) return false
  const text = readFileSync(path, 'utf8')
  return (
    /^\s*(?:import\s+[\w*{'"]|export\s+(?:default\b|const\b|\{))/m.test(text) &&
    !/\bmodule\.exports\b/.test(text)
  )
}

/** The default export where there is one, else everything that is exported. */
function pick(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return exported
  const isEsModule =
    '__esModule' in exported || Reflect.get(exported, Symbol.toStringTag) === 'Module'
  if (!isEsModule || !('default' in exported)) return exported
  return defaultExport(exported as Readonly<Record<string, unknown>>)
}

function describe(error: unknown): string {
  return error instanceof Error ? userStack(error) : errorMessage(error)
}
