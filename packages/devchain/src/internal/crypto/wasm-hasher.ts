import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { BytePool } from '../byte-pool.js'
import type { Primitives } from './primitives.js'

/** What `assembly/hasher.ts` exports. */
interface HasherExports {
  readonly memory: WebAssembly.Memory
  input(): number
  output(): number
  hash(size: number): void
  children(): number
  hashBranch(occupied: number): void
}

const hashBytes = 32
const branchWords = 128
const pageBytes = 65_536

/** keccak-256 in WebAssembly, with the memory that it works in. */
export class WasmHasher {
  readonly #exports: HasherExports
  readonly #input: number
  #memory: Uint8Array
  #hash: Uint8Array
  #hashWords: Int32Array
  #children: Int32Array
  readonly #pool = new BytePool()

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, {})
    this.#exports = exports as HasherExports
    this.#input = this.#exports.input()
    const { buffer } = this.#exports.memory
    this.#memory = new Uint8Array(buffer)
    this.#hash = new Uint8Array(buffer, this.#exports.output(), hashBytes)
    this.#hashWords = new Int32Array(buffer, this.#exports.output(), hashBytes / 4)
    this.#children = new Int32Array(buffer, this.#exports.children(), branchWords)
  }

  // Functions of their own, which primitives have as they are.

  readonly keccak256: Primitives['keccak256'] = (data) => {
    this.#run(data)
    return this.#pool.copy(this.#hash)
  }

  readonly keccak256To: Primitives['keccak256To'] = (data, words, place) => {
    this.#run(data)
    this.#copyTo(words, place)
  }

  readonly hashBranch: Primitives['hashBranch'] = (children, occupied, words, place) => {
    this.#children.set(children)
    this.#exports.hashBranch(occupied)
    this.#copyTo(words, place)
  }

  #copyTo(words: Int32Array, place: number): void {
    const hash = this.#hashWords
    for (let index = 0; index < hash.length; index++) words[place + index] = hash[index] ?? 0
  }

  #run(data: Uint8Array): void {
    if (this.#input + data.length > this.#memory.length) this.#grow(data.length)
    this.#memory.set(data, this.#input)
    this.#exports.hash(data.length)
  }

  #grow(size: number): void {
    const { memory, output, children } = this.#exports
    memory.grow(Math.ceil((this.#input + size - this.#memory.length) / pageBytes))
    this.#memory = new Uint8Array(memory.buffer)
    this.#hash = new Uint8Array(memory.buffer, output(), hashBytes)
    this.#hashWords = new Int32Array(memory.buffer, output(), hashBytes / 4)
    this.#children = new Int32Array(memory.buffer, children(), branchWords)
  }
}

let compiled: Promise<WebAssembly.Module> | undefined

/** The hash function, compiled once in a process: what V8 optimizes of it is optimized for all. */
function loadModule(): Promise<WebAssembly.Module> {
  compiled ??= readFile(fileURLToPath(import.meta.resolve('#hasher.wasm'))).then((bytes) =>
    WebAssembly.compile(bytes),
  )
  return compiled
}

/** A hasher of its own. Takes a millisecond the first time in a process. */
export async function loadWasmHasher(): Promise<WasmHasher> {
  return new WasmHasher(await loadModule())
}
