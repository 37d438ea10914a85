import type { Code } from './code-store.js'
import type { RlpWriter } from './rlp.js'
import type { Trie } from './trie.js'
import type { TrieHasher } from './trie-hasher.js'
import type { TrieEntry } from './trie-node.js'

/** What an account is besides its storage. Immutable. */
export interface AccountData {
  readonly nonce: bigint
  readonly balanceWei: bigint
  readonly code: Code
}

/** One slot in a storage trie. */
export class SlotRecord implements TrieEntry {
  /** The hashed slot. */
  readonly key: Uint8Array
  readonly slot: Uint8Array
  /** Without leading zeros. Empty only in a fork, where it hides the remote value. */
  readonly word: Uint8Array

  constructor(key: Uint8Array, slot: Uint8Array, word: Uint8Array) {
    this.key = key
    this.slot = slot
    this.word = word
  }

  writeValue(writer: RlpWriter): void {
    writer.string(this.word)
  }
}

/** One account in the state trie, with its storage: the whole state hangs on one root. */
export class AccountRecord implements TrieEntry {
  /** The hashed address. */
  readonly key: Uint8Array
  readonly address: Uint8Array
  /** Null only in a fork, where it hides an account of the remote chain. */
  readonly data: AccountData | null
  readonly storage: Trie<SlotRecord>
  /** Whether slots that `storage` lacks are zero; otherwise they are the remote chain's. */
  readonly isStorageComplete: boolean

  constructor(fields: Omit<AccountRecord, 'prepare' | 'writeValue'>) {
    this.key = fields.key
    this.address = fields.address
    this.data = fields.data
    this.storage = fields.storage
    this.isStorageComplete = fields.isStorageComplete
  }

  prepare(hasher: TrieHasher): void {
    this.storage.hash(hasher)
  }

  writeValue(writer: RlpWriter): void {
    // The overlay's root has to tell a deleted account from one that was never touched.
    if (this.data === null) writer.byte(0xc0)
    else writeAccount(writer, this.data, this.storage)
  }
}

function writeAccount(
  writer: RlpWriter,
  { nonce, balanceWei, code }: AccountData,
  storage: Trie<SlotRecord>,
): void {
  const before = writer.size
  writer.string(code.hash)
  storage.writeRoot(writer)
  writer.quantity(balanceWei)
  writer.quantity(nonce)
  writer.endList(before)
}
