import { stateFileWriteError } from '../../errors/state-file.js'
import type { Crypto } from '../crypto.js'
import { GroupCommit } from './group-commit.js'
import { type LogFile, replaceLogFile } from './log-file.js'
import { type ChainParts, Recorder } from './recorder.js'

/** Bytes that nobody needs any more, before a file is written anew. */
const defaultWasteBytes = 4 * 1024 * 1024

/** So much is written at once when a file is made. */
const frameBytes = 1024 * 1024

/** What a {@link StateJournal} goes on with. */
export interface JournalParts {
  readonly path: string
  readonly crypto: Crypto
  readonly file: LogFile
  readonly recorder: Recorder
  readonly wasteBytes?: number | undefined
  readonly release: () => Promise<void>
}

/**
 * Keeps a chain in a file: what changed is written, synced, and only then answered.
 *
 * Cost: one record per change of the chain, one sync for all that are under way at once. When most of
 * the file is of no use any more, it is written anew.
 */
export class StateJournal {
  readonly #path: string
  readonly #crypto: Crypto
  readonly #commit: GroupCommit
  readonly #release: () => Promise<void>
  #wasteBytes: number
  #recorder: Recorder
  /** Bytes of the file that are not blocks, as it was when it was made. */
  #overheadBytes: number

  constructor({ path, crypto, file, recorder, release, wasteBytes }: JournalParts) {
    this.#path = path
    this.#crypto = crypto
    this.#commit = new GroupCommit(file)
    this.#recorder = recorder
    this.#release = release
    this.#wasteBytes = wasteBytes ?? defaultWasteBytes
    this.#overheadBytes = 0
  }

  /** @throws `CHAIN_STATE_FILE_WRITE_FAILED` when the file cannot be written any more */
  assertWritable(): void {
    const { failure } = this.#commit
    if (failure !== undefined) throw stateFileWriteError(this.#path, failure.error)
  }

  /** Notes how the chain is now; resolves when that is on the disk. */
  async save(parts: ChainParts): Promise<void> {
    try {
      const changes = this.#recorder.changes(parts)
      if (changes.length > 0) await this.#commit.append(changes)
    } catch (error) {
      this.#commit.fail(error)
      throw stateFileWriteError(this.#path, error)
    }
  }

  /** Whether more of the file is of no use than is of use. */
  get isBloated(): boolean {
    const useful = this.#recorder.blockBytes + this.#overheadBytes
    const waste = this.#commit.sizeBytes - useful
    return this.#commit.failure === undefined && waste > Math.max(this.#wasteBytes, useful)
  }

  /** Writes the file anew. The chain must not change meanwhile. */
  async compact(parts: ChainParts): Promise<void> {
    await this.#commit.drain()
    const recorder = new Recorder(this.#crypto)
    let isReplaced = false
    try {
      const file = await writeChain(this.#path, recorder, parts, () => {
        isReplaced = true
      })
      await this.#commit.switchTo(file)
      this.#recorder = recorder
      this.#overheadBytes = file.sizeBytes - recorder.blockBytes
    } catch (error) {
      if (isReplaced) this.#commit.fail(error)
      // The old file is as good as ever; a full disk should not be tried again at each change.
      else this.#wasteBytes *= 2
    }
  }

  async close(): Promise<void> {
    await this.#commit.close()
    await this.#release()
  }
}

/** Writes a chain into a file of its own, in the place of what is there. */
export async function writeChain(
  path: string,
  recorder: Recorder,
  parts: ChainParts,
  onReplaced?: () => void,
): Promise<LogFile> {
  const fill = async (file: LogFile): Promise<void> => {
    let waiting: Uint8Array[] = []
    let sizeBytes = 0
    for (const operations of recorder.history(parts)) {
      for (const bytes of operations) {
        waiting.push(bytes)
        sizeBytes += bytes.length
      }
      if (sizeBytes < frameBytes) continue
      await file.write(waiting)
      waiting = []
      sizeBytes = 0
    }
    await file.write(waiting)
  }
  return await replaceLogFile(path, fill, onReplaced)
}
