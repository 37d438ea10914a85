import { RLP } from '@ethereumjs/rlp'
import { Address } from '@ethereumjs/util'
import { type Hex, hexToBytes } from '@scaffold-evm/common'
import type { WorldState } from '../../state/types.js'
import { wordBytesToHex } from '../../word-hex.js'

/** A part of the storage of an account. */
export interface StorageRangeRequest {
  readonly address: Uint8Array
  /** The hashed slot that it begins at. */
  readonly start: bigint
  readonly limit: number
}

/** geth's view of it: by hashed slots, with where the next part begins. */
export async function storageRange(
  state: WorldState,
  { address, start, limit }: StorageRangeRequest,
): Promise<unknown> {
  const { storage, nextKey } = await state.dumpStorageRange(new Address(address), start, limit)
  return {
    storage: Object.fromEntries(
      Object.entries(storage).map(([hashed, { key, value }]) => [
        hashed,
        { key, value: decodedWord(value) },
      ]),
    ),
    nextKey,
  }
}

/** ethereumjs gives words in RLP. */
function decodedWord(value: string): Hex {
  const word = RLP.decode(hexToBytes(value))
  return wordBytesToHex(word instanceof Uint8Array ? word : new Uint8Array(0))
}
