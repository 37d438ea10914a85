import { statSync } from 'node:fs'
import Module from 'node:module'
import { extname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { loadUserModule, type ModuleMirror } from '@scaffold-evm/project'

/** What imports at the prompt become: `import()`, which also checks that the module has the exports `names`. */
export type ConsoleImporter = (
  specifier: unknown,
  options?: ImportCallOptions,
  names?: readonly string[],
) => Promise<unknown>

type NativeImport = (specifier: string, options?: ImportCallOptions) => Promise<unknown>

/** Imports as a file in the folder of the project would: its packages, its files, TypeScript too. */
export function createConsoleImporter(root: string, modules: ModuleMirror): ConsoleImporter {
  const native = nativeImportFrom(join(root, 'console.cjs'))
  return async (specifier, options, names = []) => {
    const module = await load(String(specifier), options)
    assertExports(String(specifier), module, names)
    return module
  }

  async function load(specifier: string, options: ImportCallOptions | undefined): Promise<unknown> {
    const path = pathOf(specifier, root)
    if (path === undefined) return native(specifier, options)
    // Only Node reads these: JSON with its attribute, and what is not there, for its error.
    if (options?.with !== undefined || !isFile(path) || extname(path) === '.json') {
      return native(pathToFileURL(path).href, options)
    }
    return loadUserModule(path, modules)
  }
}

/** The `import()` of a file that need not exist: that of this file would find our own packages. */
function nativeImportFrom(path: string): NativeImport {
  const module: Module & { _compile?: (code: string, path: string) => void } = new Module(path)
  module._compile?.('module.exports = (specifier, options) => import(specifier, options)', path)
  return module.exports
}

/** The file that is meant, or undefined for packages and other URLs. */
function pathOf(specifier: string, root: string): string | undefined {
  if (specifier.startsWith('file:')) {
    return specifier.includes('?') ? undefined : fileURLToPath(specifier)
  }
  if (!/^\.{0,2}\//.test(specifier) && !isAbsolute(specifier)) return undefined
  const path = resolve(root, specifier)
  return [path, ...asWrittenInTypeScript(path)].find(isFile) ?? path
}

/** TypeScript is imported under the name its JavaScript would have, or without an ending. */
function asWrittenInTypeScript(path: string): readonly string[] {
  return [path.replace(/\.([cm]?)js$/, '.$1ts'), `${path}.ts`, `${path}.js`]
}

/** An import declaration fails on a name that is not there, in these words of V8. */
function assertExports(specifier: string, module: unknown, names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(Object(module), name)) continue
    throw new SyntaxError(
      `The requested module '${specifier}' does not provide an export named '${name}'`,
    )
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
