import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { translatorVersion } from './asm-js.js'
import { readCheckedFile, writeCheckedFile } from './checked-file.js'

/** Of the beginning of a file; what is smaller is hashed whole. */
const hashedBytes = 65_536

/**
 * V8's compiled code of one soljson file, and the WebAssembly that was unpacked or translated from it,
 * kept between processes. Loading a WebAssembly compiler and compiling a first contract takes 0.3 s of
 * CPU with it instead of 1.2. Long compilations take the same.
 *
 * Synchronous, as loading is. Everything about it may fail without harm: it only saves time.
 */
export class CodeCache {
  readonly #folder: string
  readonly #scriptId: string
  readonly #codeName: string
  #hasWasm = false

  constructor(folder: string, script: Uint8Array) {
    this.#folder = folder
    // V8 itself compares no more than lengths of sources. A check sum of 10 MB takes a quarter of the time of a hash.
    const hash = createHash('sha256')
      .update(`${script.length} ${crc32(script)} ${translatorVersion} `)
      .update(script.subarray(0, hashedBytes))
    this.#scriptId = hash.digest('hex').slice(0, 24)
    this.#codeName = `${this.#scriptId}-${process.version}-${process.arch}.bin`
  }

  /** The code, if this version of Node left any. Never a damaged one: it could bring the process down. */
  read(): Buffer | undefined {
    return readCheckedFile(join(this.#folder, this.#codeName))
  }

  /** Keeps `code`, and drops what other versions of Node left. */
  write(code: Uint8Array): void {
    if (writeCheckedFile(join(this.#folder, this.#codeName), code)) this.#dropOld()
  }

  /** The unpacked WebAssembly. */
  readWasm(): Buffer | undefined {
    const wasm = readCheckedFile(this.#wasmPath())
    this.#hasWasm = wasm !== undefined
    return wasm
  }

  /** Keeps the unpacked WebAssembly unless it is there. */
  writeWasm(wasm: Uint8Array): void {
    if (!this.#hasWasm) writeCheckedFile(this.#wasmPath(), wasm)
    this.#hasWasm = true
  }

  #wasmPath(): string {
    return join(this.#folder, `${this.#scriptId}.wasm.bin`)
  }

  #dropOld(): void {
    for (const name of readdirSync(this.#folder)) {
      const isCode = name.startsWith(`${this.#scriptId}-`) && name.endsWith('.bin')
      if (isCode && name !== this.#codeName) rmSync(join(this.#folder, name), { force: true })
    }
  }
}
