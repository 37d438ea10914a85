import { createMemory, type WasmInstance, type WasmMemory } from './wasm-natives.js'

const pageBytes = 65_536

/** How a translated module becomes an instance with its imports. */
export type Instantiate = (imports: object, receive: (instance: WasmInstance) => void) => unknown

/** What the glue around a translated module finds under these names, in place of the global ones. */
export interface AsmScope {
  /** Makes the heap, and makes it larger. */
  readonly ArrayBuffer: unknown
  readonly Int8Array: unknown
  /** The asm.js module: takes the standard library, what is handed in, and the heap. */
  readonly translatedAsm: (library: unknown, environment: object) => object
}

/** Where an old heap was moved to a new buffer there is nothing to copy: growing keeps the content. */
class HeapBytes extends Int8Array {
  override set(source: ArrayLike<number>, offset?: number): void {
    if (source.length > 0) super.set(source, offset)
  }
}

/** What was thrown last by a function that is handed in. */
interface Thrown {
  last: unknown
}

/** C++ exceptions are thrown as the number of their place; everything else is no exception of the module's. */
function isException(thrown: unknown): boolean {
  return typeof thrown === 'number' || thrown === 'longjmp'
}

type Handed = (...args: unknown[]) => unknown

function isFunction(value: unknown): value is Handed {
  return typeof value === 'function'
}

function remembering(throwing: Handed, thrown: Thrown): Handed {
  return (...args) => {
    try {
      return throwing(...args)
    } catch (error) {
      thrown.last = error
      throw error
    }
  }
}

/** asm.js makes `false|0` a number, WebAssembly wants one. Of functions that throw, it is noted what. */
function asImport(value: unknown, thrown: Thrown): unknown {
  if (typeof value === 'boolean') return Number(value)
  const canThrow = isFunction(value) && String(value).includes('throw')
  return canThrow ? remembering(value, thrown) : value
}

function asImports(environment: object, thrown: Thrown): object {
  const entries = Object.entries(environment)
  return Object.fromEntries(entries.map(([name, value]) => [name, asImport(value, thrown)]))
}

/**
 * Links translated asm.js with emscripten's glue. That makes its heap, and larger ones later, with
 * `new ArrayBuffer`, which here gives one WebAssembly memory and makes it grow.
 */
export function linkAsm(instantiate: Instantiate): AsmScope {
  let memory: WasmMemory | undefined
  function Heap(sizeBytes: number): ArrayBuffer {
    if (sizeBytes % pageBytes !== 0) return new ArrayBuffer(sizeBytes)
    if (memory === undefined) memory = createMemory(sizeBytes / pageBytes)
    else memory.grow((sizeBytes - memory.buffer.byteLength) / pageBytes)
    return memory.buffer
  }
  Heap.prototype = ArrayBuffer.prototype
  return {
    ArrayBuffer: Heap,
    Int8Array: HeapBytes,
    translatedAsm(_library, environment) {
      const thrown: Thrown = { last: undefined }
      const runtime = {
        memory,
        caught() {
          const { last } = thrown
          thrown.last = undefined
          return isException(last)
        },
        toInt32: (value: number) => ~~value,
        remainder: (dividend: number, divisor: number) => dividend % divisor,
      }
      let exports = {}
      instantiate({ env: asImports(environment, thrown), math: Math, runtime }, (instance) => {
        exports = instance.exports
      })
      return { ...exports, _emscripten_replace_memory: () => true }
    },
  }
}
