import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ModuleMirror } from '@scaffold-evm/project'

/** What a file exports. In an object, since a promise would look for `then` in it, which proxies may refuse. */
export interface LoadedFile {
  readonly exports: unknown
}

/** Lets CommonJS files run again when they are loaded the next time. */
export function forgetFiles(paths: readonly string[]): void {
  const { cache } = createRequire(import.meta.url)
  for (const path of paths) delete cache[path]
}

/**
 * Runs a test file as its project would: CommonJS, an ES module or TypeScript. Not again where another one has required
 * it, see `forgetFiles`.
 */
export async function loadTestFile(path: string, modules: ModuleMirror): Promise<LoadedFile> {
  const extension = extname(path)
  if (extension === '.mjs') return { exports: await import(pathToFileURL(path).href) }
  if (/^\.[cm]?tsx?$/.test(extension) && !hasOwnHook(extension)) {
    const [prepared] = await modules.prepare([path])
    return { exports: await prepared?.load() }
  }
  const require = createRequire(path)
  try {
    return { exports: require(path) }
  } catch (error) {
    if (!isEsModule(error, path)) throw error
    return { exports: await import(pathToFileURL(path).href) }
  }
}

/** Whether the project registered a hook, such as ts-node's. Newer versions of Node.js have one that only strips types. */
function hasOwnHook(extension: string): boolean {
  const { extensions } = createRequire(import.meta.url)
  const hook: unknown = Reflect.get(extensions, extension)
  return typeof hook === 'function' && hook.name !== 'loadTS'
}

/** Node's own signs that a file, itself and not one that it requires, is an ES module. */
function isEsModule(error: unknown, path: string): boolean {
  const code: unknown = Reflect.get(Object(error), 'code')
  if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE') return true
  if (!(error instanceof SyntaxError) || error.stack?.startsWith(path) !== true) return false
  return /import statement|Unexpected token 'export'|await is only valid/.test(error.message)
}
