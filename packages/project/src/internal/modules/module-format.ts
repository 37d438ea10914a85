import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileFunction } from 'node:vm'

/** Tells ES modules that Node takes for CommonJS, or only reads with a warning. */
export class ModuleFormats {
  readonly #isModulePackage = new Map<string, boolean>()

  /** Whether Node would not read this script, which looks like an ES module, as one from where it lies. */
  isMisplacedModule(path: string, text: string): boolean {
    const isCommonJs = path.endsWith('.cjs')
    if (!isCommonJs && !path.endsWith('.js')) return false
    return (isCommonJs || !this.#isModuleFolder(dirname(path))) && !isValidCommonJs(text)
  }

  /** Whether a script or TypeScript is an ES module by its name or its package. */
  isModule(path: string): boolean {
    if (/\.m[jt]s$/.test(path)) return true
    return !/\.c[jt]s$/.test(path) && this.#isModuleFolder(dirname(path))
  }

  /** Whether the nearest package.json has the type `module`. */
  #isModuleFolder(folder: string): boolean {
    const known = this.#isModulePackage.get(folder)
    if (known !== undefined) return known
    const manifest = readManifest(folder)
    const parent = dirname(folder)
    const isModule =
      manifest === undefined
        ? parent !== folder && this.#isModuleFolder(parent)
        : Reflect.get(manifest, 'type') === 'module'
    this.#isModulePackage.set(folder, isModule)
    return isModule
  }
}

function readManifest(folder: string): object | undefined {
  try {
    return Object(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  } catch {
    // Not there, or broken: importing something is what tells of that.
    return undefined
  }
}

function isValidCommonJs(text: string): boolean {
  try {
    compileFunction(text.replace(/^#!.*/, ''), [
      'exports',
      'require',
      'module',
      '__filename',
      '__dirname',
    ])
    return true
  } catch {
    return false
  }
}
