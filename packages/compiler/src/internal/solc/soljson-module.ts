import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { Script } from 'node:vm'
import { ScaffoldError } from '@scaffold-evm/common'
import { linkAsm } from './asm-linker.js'
import { CachedWasm } from './cached-wasm.js'
import { CodeCache } from './code-cache.js'
import { type SplitSoljson, splitSoljson } from './split-soljson.js'

/** What an instantiated soljson offers, as far as we use it. Pointers are byte offsets into `HEAPU8`. */
export interface SoljsonModule {
  /** Replaced whenever memory grows: read it anew after every call. */
  readonly HEAPU8: Uint8Array
  readonly alloc: (sizeBytes: number) => number
  /** Frees what a compilation and its input took. */
  readonly release: (inputPointer: number) => void
  readonly version: () => number
  readonly compile: (inputPointer: number) => number
  /** The last lines it printed. */
  readonly output: readonly string[]
  /** Keeps V8's code of what ran so far for the next process, where that pays, after a compilation of `ms`. */
  readonly keepCode: (ms: number) => void
}

/** How a soljson is run. */
export interface InstantiateOptions {
  /** Where V8's compiled code is kept; false for nowhere. */
  readonly codeCacheDir: string | false
}

type Native = (...args: number[]) => unknown

const modules: Readonly<Record<string, unknown>> = {
  fs,
  path,
  crypto: { createHash, randomBytes },
}

function createOutput(): { lines: string[]; print: (...parts: unknown[]) => void } {
  const lines: string[] = []
  const print = (...parts: unknown[]): void => {
    lines.push(parts.map(String).join(' ').trimEnd())
    if (lines.length > 50) lines.shift()
  }
  return { lines, print }
}

/**
 * A `process` for the script alone: soljson files install handlers for uncaught exceptions and
 * unhandled rejections, set the exit code, and exit; none of it may reach the real one.
 */
function createFakeProcess(print: (text: string) => void): object {
  const stream = { write: print }
  return {
    argv: ['node'],
    versions: process.versions,
    platform: process.platform,
    hrtime: process.hrtime,
    stdout: stream,
    stderr: stream,
    on() {},
    exit(status: unknown) {
      throw new ScaffoldError({ code: 'SOLC_EXITED', message: `it exited with status ${status}` })
    },
  }
}

/** V8 says "Invalid asm.js" of some old releases, which then run as plain JavaScript: no news to a user. */
function withoutEngineWarnings<T>(action: () => T): T {
  const original = process.emitWarning
  process.emitWarning = (warning: string | Error, ...rest: never[]): void => {
    if (!String(warning).includes('asm.js')) original.call(process, warning, ...rest)
  }
  try {
    return action()
  } finally {
    process.emitWarning = original
  }
}

interface Evaluated {
  readonly emscripten: object
  readonly keepCode: SoljsonModule['keepCode']
}

interface Compiled {
  readonly script: Script
  readonly keepCode: SoljsonModule['keepCode']
}

function keepNothing(): void {}

function compileScript(code: string, filename: string, cache: CodeCache | undefined): Compiled {
  const cachedData = cache?.read()
  const script = new Script(code, {
    filename,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  let isKept = cachedData !== undefined && script.cachedDataRejected !== true
  const keepCode = (): void => {
    if (!isKept) cache?.write(script.createCachedData())
    isKept = true
  }
  return { script, keepCode: cache === undefined ? keepNothing : keepCode }
}

function scopeOf(file: string, emscripten: object, print: (text: string) => void): object {
  const holder: { exports: unknown } = { exports: {} }
  return {
    module: holder,
    exports: holder.exports,
    require: (name: string): unknown => modules[name],
    __filename: file,
    __dirname: path.dirname(file),
    process: createFakeProcess(print),
    console: { log: print, info: print, warn: print, error: print },
    Module: emscripten,
    window: undefined,
    document: undefined,
    importScripts: undefined,
  }
}

/** Asm.js that was translated to what V8 refuses, or does not link, still is JavaScript. */
function evaluate(
  file: string,
  output: ReturnType<typeof createOutput>,
  { codeCacheDir }: InstantiateOptions,
): Evaluated {
  const source = fs.readFileSync(file)
  const cache = codeCacheDir === false ? undefined : new CodeCache(codeCacheDir, source)
  const place = { file, cache, print: output.print }
  const split = splitSoljson(source, () => cache?.readWasm())
  try {
    return run(split, place)
  } catch (error) {
    if (split.kind !== 'asm') throw error
    return run({ kind: 'script', glue: source.toString('utf8'), wasm: undefined }, place)
  }
}

interface RunPlace {
  readonly file: string
  readonly cache: CodeCache | undefined
  readonly print: (text: string) => void
}

function run({ kind, glue, wasm }: SplitSoljson, { file, cache, print }: RunPlace): Evaluated {
  const compiler = wasm && new CachedWasm(wasm, cache)
  const emscripten = { print, printErr: print, ...(kind === 'wasm' && wasmOptions(wasm, compiler)) }
  const scope = {
    ...scopeOf(file, emscripten, print),
    ...(kind === 'asm' && compiler && linkAsm(compiler.instantiate.bind(compiler))),
  }
  const code = `(function (${Object.keys(scope).join(', ')}) {${glue}\n})`
  return withoutEngineWarnings(() => {
    // What is left of a file without its WebAssembly parses in no time.
    const compiled = compileScript(code, file, kind === 'script' ? cache : undefined)
    const script: unknown = compiled.script.runInThisContext()
    if (typeof script === 'function') Reflect.apply(script, undefined, Object.values(scope))
    const keepCode = compiler?.keepCode.bind(compiler) ?? compiled.keepCode
    return { emscripten, keepCode }
  })
}

/** What emscripten is to take instead of reading and compiling a file. */
function wasmOptions(wasm: Uint8Array | undefined, compiler: CachedWasm | undefined): object {
  return { wasmBinary: wasm, instantiateWasm: compiler?.instantiate.bind(compiler) }
}

function nativeOf(emscripten: object, ...names: string[]): Native | undefined {
  for (const name of names) {
    const value: unknown = Reflect.get(emscripten, name)
    if (typeof value === 'function') return (...args) => Reflect.apply(value, undefined, args)
  }
  return undefined
}

function heapOf(emscripten: object): Uint8Array {
  const heap: unknown = Reflect.get(emscripten, 'HEAPU8')
  return heap instanceof Uint8Array ? heap : new Uint8Array(0)
}

/**
 * Runs a soljson file in a scope of its own and finds its entry points. Undefined when it has none
 * that read standard JSON. Names changed over the releases: `_version`, `_compileStandard` and
 * `_malloc` until 0.4.26, `_solidity_*` from 0.5.0, and an allocator of their own from 0.6.0.
 */
export function instantiateSoljson(
  file: string,
  options: InstantiateOptions,
): SoljsonModule | undefined {
  const output = createOutput()
  const { emscripten, keepCode } = evaluate(file, output, options)
  const alloc = nativeOf(emscripten, '_solidity_alloc', '_malloc')
  const free = nativeOf(emscripten, '_free')
  const reset = nativeOf(emscripten, '_solidity_reset')
  const version = nativeOf(emscripten, '_solidity_version', '_version')
  const compile = nativeOf(emscripten, '_solidity_compile', '_compileStandard')
  if (alloc === undefined || version === undefined || compile === undefined) return undefined
  return {
    get HEAPU8() {
      return heapOf(emscripten)
    },
    alloc: (sizeBytes) => Number(alloc(sizeBytes)),
    release: (pointer) => void (reset === undefined ? free?.(pointer) : reset()),
    version: () => Number(version()),
    // No callback and no context: all sources are in the input. Extra arguments are ignored.
    compile: (pointer) => Number(compile(pointer, 0, 0)),
    output: output.lines,
    keepCode,
  }
}
