const wordSize = 32
const firstCapacity = 1024
/** More than any memory can have. */
const mostWords = 2 ** 27

/**
 * Every word of memory that was written, with the step from which it is there. Those of one place are chained from the
 * last back, so that a word at a step is found by a few hops.
 */
export class MemoryLog {
  readonly #most: number
  /** The step from which on everything is known. */
  #first = 0
  #length = 0
  #steps = new Uint32Array(firstCapacity)
  /** The entry of the same place before it, -1 if none. */
  #before = new Int32Array(firstCapacity)
  #words = new Uint8Array(firstCapacity * wordSize)
  /** The last entry of each place. */
  #last = new Map<number, number>()

  /** Of more than `most` words those that were overwritten before the middle are dropped. */
  constructor(most: number) {
    this.#most = most
  }

  get first(): number {
    return this.#first
  }

  /** From `step` on the memory of `frame` has `bytes` at `offset`; both whole words. */
  add(step: number, frame: number, { offset, bytes }: MemoryWrite): void {
    for (let place = 0; place < bytes.length; place += wordSize) {
      const word = bytes.subarray(place, place + wordSize)
      this.#addWord(step, frame * mostWords + (offset + place) / wordSize, word)
    }
  }

  /** The word of a frame's memory at a step, the `index`th; undefined when it was never written. */
  word(step: number, frame: number, index: number): Uint8Array | undefined {
    let entry = this.#last.get(frame * mostWords + index) ?? -1
    while (entry >= 0 && (this.#steps[entry] ?? 0) > step) entry = this.#before[entry] ?? -1
    return entry < 0 ? undefined : this.#wordAt(entry)
  }

  #wordAt(entry: number): Uint8Array {
    return this.#words.subarray(entry * wordSize, (entry + 1) * wordSize)
  }

  #addWord(step: number, key: number, word: Uint8Array): void {
    const last = this.#last.get(key) ?? -1
    if (last >= 0 && isSame(this.#wordAt(last), word)) return
    if (this.#length === this.#steps.length) this.#makeRoom(step)
    const entry = this.#length
    this.#steps[entry] = step
    this.#before[entry] = this.#last.get(key) ?? -1
    this.#words.set(word, entry * wordSize)
    this.#last.set(key, entry)
    this.#length += 1
  }

  #makeRoom(step: number): void {
    if (this.#length >= this.#most) this.#forget(this.#first + ((step - this.#first) >>> 1))
    if (this.#length < this.#steps.length / 2) return
    const capacity = this.#steps.length * 2
    const [steps, before] = [this.#steps, this.#before]
    const words = this.#words
    this.#steps = new Uint32Array(capacity)
    this.#before = new Int32Array(capacity)
    this.#words = new Uint8Array(capacity * wordSize)
    this.#steps.set(steps)
    this.#before.set(before)
    this.#words.set(words)
  }

  /** Drops what was overwritten before `first`. Entries move to the front, none past another. */
  #forget(first: number): void {
    this.#first = first
    const moved = new Int32Array(this.#length).fill(-1)
    for (const entry of this.#needed(first)) moved[entry] = 0
    let length = 0
    for (let entry = 0; entry < this.#length; entry++) {
      if (moved[entry] === -1) continue
      moved[entry] = length
      this.#steps[length] = this.#steps[entry] ?? 0
      this.#before[length] = moved[this.#before[entry] ?? -1] ?? -1
      this.#words.copyWithin(length * wordSize, entry * wordSize, (entry + 1) * wordSize)
      length += 1
    }
    this.#length = length
    for (const [key, entry] of this.#last) this.#last.set(key, moved[entry] ?? -1)
  }

  /** What is there at `first` or later. */
  *#needed(first: number): Generator<number> {
    for (const last of this.#last.values()) {
      for (let entry = last; entry >= 0; entry = this.#before[entry] ?? -1) {
        yield entry
        if ((this.#steps[entry] ?? 0) <= first) break
      }
    }
  }
}

/** Whole words. */
export interface MemoryWrite {
  /** Bytes. */
  readonly offset: number
  readonly bytes: Uint8Array
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let index = 0; index < wordSize; index++) if (a[index] !== b[index]) return false
  return true
}
