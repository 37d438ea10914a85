import type { LogFile } from './log-file.js'

interface Waiting {
  readonly parts: readonly Uint8Array[]
  resolve(): void
  reject(error: unknown): void
}

/**
 * Adds to a {@link LogFile} what several ask for at once: what arrives while the disk is busy goes
 * there together, with one sync for all. After a failure nothing is written any more.
 */
export class GroupCommit {
  #file: LogFile
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined
  #sizeBytes: number

  constructor(file: LogFile) {
    this.#file = file
    this.#sizeBytes = file.sizeBytes
  }

  /** What the file will have when all is written, frame headers left out of count. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** What the disk said when it refused; undefined while all is well. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure
  }

  /** Resolves when it is on the disk. */
  append(parts: readonly Uint8Array[]): Promise<void> {
    for (const { length } of parts) this.#sizeBytes += length
    return new Promise((resolve, reject) => {
      this.#waiting.push({ parts, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  /** Resolves when nothing waits to be written. */
  async drain(): Promise<void> {
    await this.#writing
  }

  /** Goes on in another file. Nothing may be waiting. */
  async switchTo(file: LogFile): Promise<void> {
    const old = this.#file
    this.#file = file
    this.#sizeBytes = file.sizeBytes
    await old.close()
  }

  fail(error: unknown): void {
    this.#failure ??= { error }
  }

  async close(): Promise<void> {
    await this.drain()
    await this.#file.close()
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        if (this.#failure !== undefined) throw this.#failure.error
        await this.#file.write(group.flatMap(({ parts }) => parts))
        await this.#file.sync()
        for (const { resolve } of group) resolve()
      } catch (error) {
        this.fail(error)
        for (const { reject } of group) reject(error)
      }
    }
    this.#writing = undefined
  }
}
