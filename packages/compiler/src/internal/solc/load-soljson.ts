import { join } from 'node:path'
import { userCacheDir } from '@scaffold-evm/common'
import { solcCrashedError, solcFileInvalidError } from '../../solc-errors.js'
import type { Solc } from './solc.js'
import {
  type InstantiateOptions,
  instantiateSoljson,
  type SoljsonModule,
} from './soljson-module.js'

function readCString(soljson: SoljsonModule, pointer: number): string {
  const heap = soljson.HEAPU8
  const end = heap.indexOf(0, pointer)
  return Buffer.from(heap.buffer, heap.byteOffset + pointer, end - pointer).toString('utf8')
}

/** `0.8.27+commit.40a35a09.Emscripten.clang` is written `0.8.27+commit.40a35a09` everywhere else. */
function longVersionOf(reported: string): string | undefined {
  return /^\d+\.\d+\.\d+(?:-[\w.]+)?\+commit\.[0-9a-f]+/.exec(reported)?.[0]
}

function compileWith(soljson: SoljsonModule, input: Buffer): string {
  const pointer = soljson.alloc(input.length + 1)
  const heap = soljson.HEAPU8
  heap.set(input, pointer)
  heap[pointer + input.length] = 0
  const output = readCString(soljson, soljson.compile(pointer))
  soljson.release(pointer)
  return output
}

function open(path: string, options: InstantiateOptions): SoljsonModule {
  try {
    const soljson = instantiateSoljson(path, options)
    if (soljson !== undefined) return soljson
  } catch (cause) {
    throw solcFileInvalidError({ path, reason: 'it cannot be loaded', cause })
  }
  throw solcFileInvalidError({ path, reason: 'it has no standard-JSON interface' })
}

function readLongVersion(path: string, soljson: SoljsonModule): string {
  const reported = readCString(soljson, soljson.version())
  const longVersion = longVersionOf(reported)
  if (longVersion !== undefined) return longVersion
  throw solcFileInvalidError({ path, reason: `it says its version is "${reported}"` })
}

/** How a compiler is loaded. */
export interface LoadOptions {
  /** Where V8's compiled code is kept; false for nowhere. @default `code` in the user's cache */
  readonly codeCacheDir?: string | false
}

/**
 * Loads a soljson.js, of any release from 0.4.11 on, into this thread. Nothing of the process is
 * touched: no handlers, no output, no exit.
 *
 * The input of a compilation lies on the compiler's heap, where solc's own wrapper puts it on the
 * WebAssembly stack and releases before 0.8.29 break down above some 1.2 MB.
 *
 * Cost: 0.15 to 0.5 s and 60 to 150 MB, blocking. Meant for a worker thread.
 *
 * @throws `SOLC_FILE_INVALID` when the file is no such compiler.
 */
export function loadSoljson(path: string, options: LoadOptions = {}): Solc {
  const { codeCacheDir = join(userCacheDir(), 'code') } = options
  let soljson: SoljsonModule | undefined = open(path, { codeCacheDir })
  const longVersion = readLongVersion(path, soljson)
  let workMs = 0
  return {
    version: longVersion.replace(/\+.*$/, ''),
    longVersion,
    compile(inputJson) {
      soljson ??= open(path, { codeCacheDir })
      const input = Buffer.from(inputJson)
      const startMs = performance.now()
      let result: string
      try {
        result = compileWith(soljson, input)
      } catch (cause) {
        const { output } = soljson
        // Its memory is in an unknown state from here on.
        soljson = undefined
        throw solcCrashedError({ version: longVersion, inputBytes: input.length, cause, output })
      }
      workMs += performance.now() - startMs
      return result
    },
    // After a compilation, not before: this is the code that the next process will need as well.
    keepCode() {
      if (workMs > 0) soljson?.keepCode(workMs)
      workMs = 0
    },
  }
}
