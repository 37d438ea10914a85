import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createSilentReporter, isScaffoldError } from '@scaffold-evm/common'
import { loadSoljson } from '../../src/internal/solc/load-soljson.js'
import { createSolcProvider } from '../../src/internal/solc/provider.js'
import type { Solc } from '../../src/internal/solc/solc.js'
import type { SolcError } from '../../src/standard-json.js'

const { resolve } = createRequire(import.meta.url)

/** The folder of npm's `solc` that this package depends on. */
export const solcFolder: string = dirname(resolve('solc/package.json'))
export const bundledSoljson: string = join(solcFolder, 'soljson.js')

let bundled: Solc | undefined

/** The bundled compiler, loaded once. */
export function bundledCompiler(): Solc {
  bundled ??= loadSoljson(bundledSoljson)
  return bundled
}

/** Where a release lies in the user's cache, fetched through npm if need be; undefined when that is impossible here. */
export async function soljsonOf(version: string): Promise<string | undefined> {
  const provider = createSolcProvider({ root: solcFolder, reporter: createSilentReporter() })
  try {
    return (await provider.resolve(version, 'a test')).path
  } catch (error) {
    if (!isScaffoldError(error, 'SOLC_NOT_CACHED')) throw error
    console.log(`      skipped: solc ${version} is not cached, and npm cannot be reached`)
    return undefined
  }
}

/** Standard-JSON input for some sources. */
export function inputFor(
  sources: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    language: 'Solidity',
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, content]) => [name, { content }]),
    ),
    settings: {
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
      ...settings,
    },
  })
}

/** What tests read of an output. */
export interface Output {
  readonly errors?: readonly SolcError[]
  readonly contracts?: Readonly<
    Record<string, Record<string, { abi: []; evm: { bytecode: { object: string } } }>>
  >
}

export function compileWith(solc: Solc, input: string): Output {
  return JSON.parse(solc.compile(input))
}

export function errorsIn(output: Output): readonly SolcError[] {
  return (output.errors ?? []).filter(({ severity }) => severity === 'error')
}

/**
 * A script that behaves like a soljson of the 0.4 era as far as loading goes: `answer` is the body
 * of a function from input text to output text, run anew for every compilation.
 */
export function fakeSoljson(longVersion: string, answer = 'return "{}"', prelude = ''): string {
  return `
    ${prelude}
    var Module = typeof Module !== 'undefined' ? Module : {}
    var heap = new Uint8Array(1 << 16)
    var top = 8
    function put(text) {
      var bytes = Buffer.from(text + '\\0'), at = top
      heap.set(bytes, at)
      top += bytes.length
      return at
    }
    function answer(input) { ${answer} }
    Module.HEAPU8 = heap
    Module._malloc = function (size) { var at = top; top += size; return at }
    Module._free = function () {}
    Module._version = function () { return put('${longVersion}.Emscripten.clang') }
    Module._compileStandard = function (at) {
      return put(answer(Buffer.from(heap.subarray(at, heap.indexOf(0, at))).toString()))
    }
  `
}
