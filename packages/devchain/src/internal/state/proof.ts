import type { AccountRecord, SlotRecord } from './records.js'
import type { StateFamily } from './state-family.js'
import { Trie } from './trie.js'
import type { AccountProof } from './types.js'

/** The EIP-1186 proof of an account and of some slots, present or not. */
export function proveAccount(
  accounts: Trie<AccountRecord>,
  { address, slots }: { address: Uint8Array; slots: readonly Uint8Array[] },
  { crypto, hasher, codes }: StateFamily,
): AccountProof {
  const key = crypto.keccak256(address)
  const record = accounts.get(key)
  const storage = record?.storage ?? new Trie<SlotRecord>()
  return {
    address,
    nonce: record?.data?.nonce ?? 0n,
    balanceWei: record?.data?.balanceWei ?? 0n,
    codeHash: (record?.data?.code ?? codes.none).hash,
    storageRoot: storage.root(hasher),
    accountProof: accounts.proof(key, hasher),
    storageProof: slots.map((slot) => {
      const hashedSlot = crypto.keccak256(slot)
      const value = storage.get(hashedSlot)?.word ?? new Uint8Array()
      return { key: slot, value, proof: storage.proof(hashedSlot, hasher) }
    }),
  }
}
