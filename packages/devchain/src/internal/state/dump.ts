import type { StorageDump, StorageRange } from '@ethereumjs/common'
import { bigintToBytes, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { AccountRecord, SlotRecord } from './records.js'
import { encodeString } from './rlp.js'
import type { Trie } from './trie.js'
import type { WorldState } from './types.js'

/** All accounts of the trie with their storage, in the order of the hashed addresses. */
export async function* dumpAccounts(
  accounts: Trie<AccountRecord>,
): ReturnType<WorldState['accounts']> {
  for (const { address, data, storage } of accounts.entries()) {
    if (data === null) continue
    const { nonce, balanceWei, code } = data
    yield { address, nonce, balanceWei, code: code.bytes, storage: plainStorage(storage) }
  }
}

function plainStorage(storage: Trie<SlotRecord>): Map<string, Uint8Array> {
  const slots = new Map<string, Uint8Array>()
  for (const { slot, word } of storage.entries()) {
    if (word.length > 0) slots.set(bytesToHex(slot), word)
  }
  return slots
}

/** ethereumjs' dump: hashed slots to RLP words. */
export function dumpStorage(storage: Trie<SlotRecord>): StorageDump {
  const dump: StorageDump = {}
  for (const { key, word } of storage.entries()) dump[bytesToHex(key)] = encodedWord(word)
  return dump
}

/** At most `limit` slots from the hashed slot `start` on, with the plain slot as `key`. */
export function dumpStorageRange(
  storage: Trie<SlotRecord>,
  start: bigint,
  limit: number,
): StorageRange {
  const range: StorageRange['storage'] = {}
  let count = 0
  for (const { key, slot, word } of storage.entries(bigintToBytes(start, 32))) {
    if (count++ === limit) return { storage: range, nextKey: bytesToHex(key) }
    range[bytesToHex(key)] = { key: bytesToHex(slot), value: encodedWord(word) }
  }
  return { storage: range, nextKey: null }
}

function encodedWord(word: Uint8Array): Hex {
  return bytesToHex(encodeString(word))
}
