import type { CodeCache } from './code-cache.js'
import {
  compilePatiently,
  instantiateWasm,
  type WasmInstance,
  type WasmNatives,
  wasmNatives,
} from './wasm-natives.js'

/** Below this much work, in milliseconds, next to nothing new is optimized. */
const worthwhileMs = 250

/** By how much more code the kept one is replaced. */
const worthwhileGrowth = 1.1

/**
 * A WebAssembly compiler whose machine code is kept between processes. V8 starts with slow code and
 * optimizes what proves hot: the first second of work of a fresh process goes into that, where the
 * kept code does the same in a tenth.
 */
export class CachedWasm {
  /** Undefined when nobody needs them any more: they may lie in a much larger memory. */
  #bytes: Uint8Array | undefined
  readonly #cache: CodeCache | undefined
  readonly #natives: WasmNatives | undefined = wasmNatives()
  #module: object | undefined
  #keptBytes = 0
  #workMs = 0

  /** @param cache where the code is kept; undefined for nowhere */
  constructor(bytes: Uint8Array, cache: CodeCache | undefined) {
    this.#bytes = bytes
    this.#cache = cache
  }

  /** For emscripten's hook of that name. */
  instantiate(imports: object, receive: (instance: WasmInstance, module: object) => void): object {
    const bytes = this.#bytes ?? new Uint8Array(0)
    const module = this.#load(bytes) ?? compilePatiently(bytes)
    this.#module = module
    if (this.#cache === undefined) this.#bytes = undefined
    const instance = instantiateWasm(module, imports)
    receive(instance, module)
    return instance.exports
  }

  /** Keeps the code for the next process if it got better by much, after a compilation of `ms`. */
  keepCode(ms: number): void {
    if (this.#cache === undefined) return
    if (this.#bytes !== undefined) this.#cache.writeWasm(this.#bytes)
    this.#bytes = undefined
    this.#workMs += ms
    if (this.#workMs < worthwhileMs || this.#module === undefined) return
    this.#workMs = 0
    const code = this.#natives?.serialize(this.#module)
    if (code === undefined || code.length < this.#keptBytes * worthwhileGrowth) return
    this.#cache.write(code)
    this.#keptBytes = code.length
  }

  #load(bytes: Uint8Array): object | undefined {
    if (this.#natives === undefined || this.#cache === undefined) return undefined
    const code = this.#cache.read()
    const module = code && this.#natives.deserialize(code, bytes)
    if (code !== undefined && module !== undefined) this.#keptBytes = code.length
    return module
  }
}
