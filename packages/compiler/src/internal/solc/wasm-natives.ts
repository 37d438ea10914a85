import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

/** What is used of a WebAssembly instance. */
export interface WasmInstance {
  readonly exports: object
}

/** A linear memory. */
export interface WasmMemory {
  /** Replaced when the memory grows. */
  readonly buffer: ArrayBuffer
  /** @throws RangeError when there is no more. */
  readonly grow: (pages: number) => number
}

interface WasmGlobal {
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => WasmInstance
}

// Node's types do not have it.
declare const WebAssembly: WasmGlobal

const [nodeMajor = ''] = process.versions.node.split('.')

/** Compiles a module, each function when it is called first. */
export function compileWasm(bytes: Uint8Array): object {
  return new WebAssembly.Module(bytes)
}

/** How much a function works before V8 optimizes it, in a unit of its own: on Node.js 20, and later. */
const earlyBudget = 1_800_000
const laterBudget = 13_000_000

/**
 * Compiles a module of which thousands of functions are going to work for a second. Later versions of
 * V8 optimize fewer of them, which would take cores away from the work itself; Node.js 20 is told to.
 */
export function compilePatiently(bytes: Uint8Array): object {
  if (nodeMajor !== '20') return compileWasm(bytes)
  setFlagsFromString(`--wasm-tiering-budget=${laterBudget}`)
  try {
    return compileWasm(bytes)
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${earlyBudget}`)
  }
}

/** Instantiates a compiled module. */
export function instantiateWasm(module: object, imports: object): WasmInstance {
  return new WebAssembly.Instance(module, imports)
}

/** A memory of so many pages of 64 KiB. */
export function createMemory(pages: number): WasmMemory {
  return new WebAssembly.Memory({ initial: pages })
}

/** V8's own functions that turn optimized machine code to bytes and back. */
export interface WasmNatives {
  /** The code of `module` that is optimized by now. Undefined when there is none. */
  readonly serialize: (module: object) => Uint8Array | undefined
  /** The module of `bytes` with `code`, or undefined when that is of another V8 or another kind of CPU. */
  readonly deserialize: (code: Uint8Array, bytes: Uint8Array) => object | undefined
}

/** V8 ends the process when these functions are called wrongly: only where they were tried. */
const knownNodes: ReadonlySet<string> = new Set(['20', '22', '24'])

// In parentheses, as V8 then compiles the function at once, while it knows the syntax.
const serializer = '(function (module) { return %SerializeWasmModule(module) })'
const deserializer = '(function (code, bytes) { return %DeserializeWasmModule(code, bytes) })'

/**
 * Browsers keep machine code of WebAssembly between visits. Node has no interface for that, but V8
 * has, for its tests. Undefined where it cannot be had.
 */
export function wasmNatives(): WasmNatives | undefined {
  if (!knownNodes.has(nodeMajor)) return undefined
  const functions = compileNatives()
  if (functions === undefined) return undefined
  const [serialize, deserialize] = functions
  return {
    serialize: (module) => {
      const code = callNative(serialize, module)
      return code instanceof ArrayBuffer ? new Uint8Array(code) : undefined
    },
    deserialize: (code, bytes) => {
      // A copy: what was read from a file lies somewhere in a larger buffer.
      const module = callNative(deserialize, new Uint8Array(code).buffer, bytes)
      return typeof module === 'object' && module !== null ? module : undefined
    },
  }
}

function compileNatives(): readonly [unknown, unknown] | undefined {
  setFlagsFromString('--allow-natives-syntax')
  try {
    return [new Script(serializer).runInThisContext(), new Script(deserializer).runInThisContext()]
  } catch {
    return undefined
  } finally {
    setFlagsFromString('--no-allow-natives-syntax')
  }
}

/** Whatever it throws: there is a way without it. */
function callNative(native: unknown, ...args: readonly object[]): unknown {
  try {
    return typeof native === 'function' ? Reflect.apply(native, undefined, args) : undefined
  } catch {
    return undefined
  }
}
