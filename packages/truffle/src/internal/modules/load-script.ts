import { dirname } from 'node:path'
import type { ModuleMirror } from '@scaffold-evm/project'
import { forgetFiles, type LoadedFile, loadTestFile } from '../test/load-test-file.js'
import { noteEsModule, reloadEsModule } from './es-module-loads.js'

/**
 * Runs a migration, a script or another file of the user's anew, and gives what it exports: CommonJS, an ES module or
 * TypeScript. What it may use as globals has to be there already, see `withScriptGlobals`.
 *
 * While it is loaded, the working directory is the file's own, as in Truffle.
 */
export async function loadScript(path: string, modules: ModuleMirror): Promise<unknown> {
  const exported = (await reloadEsModule(path, modules)) ?? (await load(path, modules))
  noteEsModule(path, exported, modules)
  return exportOf(exported)
}

async function load(path: string, modules: ModuleMirror): Promise<unknown> {
  const cwd = process.cwd()
  process.chdir(dirname(path))
  let loading: Promise<LoadedFile>
  try {
    forgetFiles([path])
    // CommonJS is through when this returns.
    loading = loadTestFile(path, modules)
  } finally {
    process.chdir(cwd)
  }
  return (await loading).exports
}

/** The default export where there is one, also of CommonJS. */
function exportOf(exported: unknown): unknown {
  const isObject =
    (typeof exported === 'object' && exported !== null) || typeof exported === 'function'
  if (!isObject) return exported
  const inner: unknown = Reflect.get(exported, 'default')
  if (inner === undefined || inner === null) return exported
  // TypeScript compiled to CommonJS, imported as an ES module, has its exports one level further in.
  const isWrapped = typeof inner === 'object' && '__esModule' in inner && 'default' in inner
  return isWrapped ? inner.default : inner
}
