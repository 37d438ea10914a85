import type { FileHandle } from 'node:fs/promises'
import { corruptStateFileError } from '../../errors/state-file.js'
import { frameHeaderBytes, isIntact, readFrameHeader } from './frame.js'
import { fileSignature } from './log-file.js'

const chunkBytes = 4 * 1024 * 1024

/** A frame of a file, and where it ends. */
export interface ReadFrame {
  readonly payload: Uint8Array
  readonly endBytes: number
}

/** Reads a file in big chunks, of which none outlives what was read from it. */
class ChunkedFile {
  readonly #file: FileHandle
  readonly sizeBytes: number
  #chunk = new Uint8Array(0)
  #chunkStart = 0

  constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file
    this.sizeBytes = sizeBytes
  }

  /** The bytes at `start`, fewer at the end of the file. A view, good until the next read. */
  async read(start: number, length: number): Promise<Uint8Array> {
    const isInChunk =
      start >= this.#chunkStart && start + length <= this.#chunkStart + this.#chunk.length
    if (!isInChunk) await this.#load(start, Math.max(length, chunkBytes))
    const offset = start - this.#chunkStart
    return this.#chunk.subarray(offset, offset + length)
  }

  async #load(start: number, wanted: number): Promise<void> {
    const length = Math.min(wanted, this.sizeBytes - start)
    const chunk = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await this.#file.read(chunk, filled, length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    this.#chunk = chunk.subarray(0, filled)
    this.#chunkStart = start
  }
}

/**
 * The frames of a state file in order. The last one may be cut short or damaged, when its writing was
 * cut off: nobody was told that it is there, and reading ends before it.
 *
 * @throws `CHAIN_STATE_FILE_CORRUPT` for damage anywhere else
 */
export async function* readFrames(
  path: string,
  handle: FileHandle,
): AsyncGenerator<ReadFrame, void, undefined> {
  const { size } = await handle.stat()
  const file = new ChunkedFile(handle, size)
  let position = fileSignature.length
  while (position + frameHeaderBytes <= size) {
    const header = readFrameHeader(await file.read(position, frameHeaderBytes))
    if (header === undefined) {
      if (await isBlank(file, position)) return
      throw corruptStateFileError(path, position)
    }
    const start = position + frameHeaderBytes
    const endBytes = start + header.sizeBytes
    if (endBytes > size) return
    const payload = await file.read(start, header.sizeBytes)
    if (!isIntact(payload, header)) {
      if (endBytes === size) return
      throw corruptStateFileError(path, position)
    }
    yield { payload, endBytes }
    position = endBytes
  }
}

/** Whether only zeros follow, which file systems leave where a write did not arrive. */
async function isBlank(file: ChunkedFile, start: number): Promise<boolean> {
  for (let at = start; at < file.sizeBytes; at += chunkBytes) {
    const bytes = await file.read(at, Math.min(chunkBytes, file.sizeBytes - at))
    if (bytes.some((byte) => byte !== 0)) return false
  }
  return true
}
