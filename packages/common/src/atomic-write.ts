import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How careful a write is. */
export interface AtomicWriteOptions {
  /** Forces the data to the disk before the file appears, for what must survive a power cut. @default false */
  readonly sync?: boolean
  /** Permission bits of a new file, e.g. `0o600` for secrets. @default 0o666 less the umask */
  readonly mode?: number
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part: the data goes to a
 * temporary file beside it, which is then renamed. Missing folders are made.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // The global: importing node:crypto would cost every command 10 ms, used or not.
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'w', options.mode)
    try {
      await file.writeFile(content)
      if (options.sync === true) await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  if (options.sync === true) await syncDirectory(dirname(path))
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself is durable.
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
