import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

const hashLength = 32

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest()
}

/**
 * V8's compiled code of one soljson file, kept between processes. Loading an asm.js compiler and
 * compiling a first contract takes 0.12 s of CPU with it, 0.5 to 0.7 s without; a WebAssembly one
 * 0.3 s instead of 1.2. Long compilations take the same.
 *
 * Synchronous, as loading is. Everything about it may fail without harm: it only saves time.
 */
export class CodeCache {
  readonly #folder: string
  readonly #scriptId: string
  readonly #fileName: string

  constructor(folder: string, script: Uint8Array) {
    this.#folder = folder
    // V8 itself compares no more than lengths of sources.
    this.#scriptId = sha256(script).toString('hex').slice(0, 24)
    this.#fileName = `${this.#scriptId}-${process.version}-${process.arch}.bin`
  }

  /** The code, if this version of Node left any. */
  read(): Buffer | undefined {
    try {
      const file = readFileSync(join(this.#folder, this.#fileName))
      const code = file.subarray(hashLength)
      // A damaged file could bring the process down.
      return sha256(code).equals(file.subarray(0, hashLength)) ? code : undefined
    } catch {
      return undefined
    }
  }

  /** Keeps `code`, and drops what other versions of Node left. */
  write(code: Uint8Array): void {
    const temporary = join(this.#folder, `${this.#fileName}.${process.pid}.${threadId}.tmp`)
    try {
      mkdirSync(this.#folder, { recursive: true })
      for (const name of readdirSync(this.#folder)) {
        const isOld = name.startsWith(`${this.#scriptId}-`) && name.endsWith('.bin')
        if (isOld && name !== this.#fileName) rmSync(join(this.#folder, name), { force: true })
      }
      writeFileSync(temporary, Buffer.concat([sha256(code), code]))
      renameSync(temporary, join(this.#folder, this.#fileName))
    } catch {
      removeQuietly(temporary)
    }
  }
}

/** Where nothing can be written, nothing can be removed either. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // As said above: the cache only saves time.
  }
}
