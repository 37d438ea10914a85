import { isSameBytes } from '../bytes.js'
import type { Crypto } from '../crypto.js'
import { ByteTable } from './byte-table.js'
import { copyOf } from './copy.js'
import { SlotRecord } from './records.js'
import { Trie } from './trie.js'
import type { TrieEdit } from './trie-edit.js'

/** A slot that was read or written. Words are without leading zeros and never changed in place. */
export class Slot {
  readonly key: Uint8Array
  /** The keccak hash of the key, once it was needed. */
  hashedKey: Uint8Array | undefined
  word: Uint8Array
  /** What the trie under the overlay has. */
  sealedWord: Uint8Array
  isDirty = false
  /** The journal epoch in which the word was last recorded. */
  epoch = 0
  /** The word at the start of the transaction, valid while `originalEpoch` is the current one. */
  originalWord: Uint8Array | undefined = undefined
  originalEpoch = -1

  constructor(key: Uint8Array, word: Uint8Array, hashedKey?: Uint8Array) {
    this.key = key
    this.word = word
    this.sealedWord = word
    this.hashedKey = hashedKey
  }
}

const zero = new Uint8Array()

/** What stands in a slot that was made only to be written, while it is not: nobody else has this very object. */
const unread = new Uint8Array()

/** A slot whose word was not looked up, for who is going to write it. */
export function unreadSlot(key: Uint8Array): Slot {
  return new Slot(key, unread)
}

/** The storage trie of an account that has none. */
export const emptyStorage: Trie<SlotRecord> = new Trie()

/** The storage of one account: slots in memory over a trie. Clearing replaces the whole object. */
export class StorageOverlay {
  /** Whether slots that the trie lacks are zero; otherwise they are the remote chain's. */
  readonly isComplete: boolean
  readonly #slots = new ByteTable<Slot>()
  #dirty: Slot[] = []
  #trie: Trie<SlotRecord>

  constructor(trie: Trie<SlotRecord> = emptyStorage, isComplete = true) {
    this.#trie = trie
    this.isComplete = isComplete
  }

  /** The number of slots in memory. */
  get size(): number {
    return this.#slots.size
  }

  /** The trie as of the last flush. */
  get trie(): Trie<SlotRecord> {
    return this.#trie
  }

  /** The slot if its word is known here; undefined when only the remote chain knows it. */
  find(key: Uint8Array, crypto: Crypto): Slot | undefined {
    const known = this.#slots.find(key)
    if (known !== undefined && known.word !== unread) return known
    const hashedKey = this.#trie.isEmpty ? undefined : crypto.keccak256(key)
    const record = hashedKey === undefined ? undefined : this.#trie.get(hashedKey)
    if (record !== undefined) return this.adopt(new Slot(record.slot, record.word, hashedKey))
    return this.isComplete ? this.adopt(new Slot(copyOf(key), zero, hashedKey)) : undefined
  }

  /** Takes in a slot that `find` did not know. */
  adopt(slot: Slot): Slot {
    const known = this.#slots.find(slot.key)
    if (known === undefined) {
      this.#slots.add(slot)
      return slot
    }
    // Made to be written, and what was written was taken back: now it is read after all.
    known.word = slot.word
    known.sealedWord = slot.word
    known.hashedKey = slot.hashedKey
    return known
  }

  setWord(slot: Slot, word: Uint8Array): void {
    slot.word = word
    if (slot.isDirty) return
    slot.isDirty = true
    this.#dirty.push(slot)
  }

  /** Writes what changed into the trie. */
  flush(crypto: Crypto): Trie<SlotRecord> {
    if (this.#dirty.length === 0) return this.#trie
    const edits: TrieEdit<SlotRecord>[] = []
    for (const slot of this.#dirty) {
      slot.isDirty = false
      if (isSameBytes(slot.word, slot.sealedWord)) continue
      slot.sealedWord = slot.word
      slot.hashedKey ??= crypto.keccak256(slot.key)
      edits.push({ key: slot.hashedKey, entry: this.#recordOf(slot, slot.hashedKey) })
    }
    this.#dirty = []
    this.#trie = this.#trie.edit(edits)
    return this.#trie
  }

  #recordOf(slot: Slot, hashedKey: Uint8Array): SlotRecord | undefined {
    if (slot.word.length === 0 && this.isComplete) return undefined
    return new SlotRecord(hashedKey, slot.key, slot.word)
  }
}
