/** Something that can put back what it was before a change. */
export interface Undo {
  undo(): void
}

/**
 * How to take back what changed since each open checkpoint. Opening one is O(1), reverting is O(what
 * changed since), committing is O(1): the changes then belong to the checkpoint around it.
 */
export class Journal {
  readonly #undos: Undo[] = []
  readonly #checkpoints: { readonly start: number; readonly epoch: number }[] = []
  #lastEpoch = 0

  /** The number of open checkpoints. */
  get depth(): number {
    return this.#checkpoints.length
  }

  /**
   * Identifies the innermost open checkpoint, zero when there is none. What has already been recorded
   * in this epoch need not be recorded again.
   */
  get epoch(): number {
    return this.#checkpoints.at(-1)?.epoch ?? 0
  }

  /** Without an open checkpoint nothing can be reverted, and nothing is kept. */
  record(undo: Undo): void {
    if (this.#checkpoints.length > 0) this.#undos.push(undo)
  }

  checkpoint(): void {
    this.#checkpoints.push({ start: this.#undos.length, epoch: ++this.#lastEpoch })
  }

  /** Whether there was a checkpoint to commit. */
  commit(): boolean {
    if (this.#checkpoints.pop() === undefined) return false
    if (this.#checkpoints.length === 0) this.#undos.length = 0
    return true
  }

  /** Whether there was a checkpoint to revert. */
  revert(): boolean {
    const checkpoint = this.#checkpoints.pop()
    if (checkpoint === undefined) return false
    while (this.#undos.length > checkpoint.start) this.#undos.pop()?.undo()
    return true
  }
}
