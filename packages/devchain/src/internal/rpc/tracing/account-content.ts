import { Address } from '@ethereumjs/util'
import { type Hex, hexToBytes } from '@scaffold-evm/common'
import type { WorldState } from '../../state/types.js'

/** An account at one moment. */
export interface AccountContent {
  readonly exists: boolean
  readonly balanceWei: bigint
  readonly nonce: bigint
  readonly code: Uint8Array
  /** The slots that were asked for, zeros included. */
  readonly storage: ReadonlyMap<Hex, Uint8Array>
}

/** Reads an account and some of its slots. */
export async function readAccount(
  state: WorldState,
  account: Uint8Array,
  slots: Iterable<Hex>,
): Promise<AccountContent> {
  const address = new Address(account)
  const found = await state.getAccount(address)
  const storage = new Map<Hex, Uint8Array>()
  for (const slot of slots) {
    const value = found && (await state.getStorage(address, hexToBytes(slot)))
    storage.set(slot, toWord(value))
  }
  return {
    exists: found !== undefined,
    balanceWei: found?.balance ?? 0n,
    nonce: found?.nonce ?? 0n,
    code: found === undefined ? new Uint8Array(0) : await state.getCode(address),
    storage,
  }
}

function toWord(value: Uint8Array = new Uint8Array(0)): Uint8Array {
  const word = new Uint8Array(32)
  word.set(value, 32 - value.length)
  return word
}
