import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { frameOf } from './frame.js'

/** What a state file begins with. The number counts incompatible layouts. */
export const fileSignature: Uint8Array = new TextEncoder().encode('scaffold-state 1\n')

/** A state file that frames are added to. Only one call at a time. */
export class LogFile {
  readonly #handle: FileHandle
  #sizeBytes: number

  constructor(handle: FileHandle, sizeBytes: number) {
    this.#handle = handle
    this.#sizeBytes = sizeBytes
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** Writes a frame; it is safe after `sync`. */
  async write(parts: readonly Uint8Array[]): Promise<void> {
    await this.#writeAll(frameOf(parts))
  }

  async sync(): Promise<void> {
    await this.#handle.datasync()
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async #writeAll(parts: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(parts)
    let written = 0
    while (written < bytes.length) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        written,
        bytes.length - written,
        this.#sizeBytes + written,
      )
      written += bytesWritten
    }
    this.#sizeBytes += bytes.length
  }
}

/**
 * Puts a new file in the place of `path`, or leaves what is there: `fill` writes it beside, then it
 * is synced, renamed, and the folder is synced. Keys of accounts are in it: only its owner may read it.
 */
export async function replaceLogFile(
  path: string,
  fill: (file: LogFile) => Promise<void>,
  onReplaced?: () => void,
): Promise<LogFile> {
  const temporary = temporaryPath(path)
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.write(fileSignature)
    const file = new LogFile(handle, fileSignature.length)
    await fill(file)
    await handle.sync()
    await rename(temporary, path)
    onReplaced?.()
    await syncFolder(dirname(path))
    return file
  } catch (error) {
    await handle.close()
    await rm(temporary, { force: true })
    throw error
  }
}

/** Where {@link replaceLogFile} writes. One that is left over is of a process that died. */
export function temporaryPath(path: string): string {
  return `${path}.compacting`
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself is durable.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
