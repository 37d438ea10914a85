import { bytesToHex } from '@scaffold-evm/common'
import { isSameBytes } from '../bytes.js'
import type { Chain } from '../chain/chain.js'
import { quantityToWord } from '../words.js'
import { invalidInputError } from './rpc-error.js'

/** A word that a token keeps: a balance, or an allowance. */
export interface TokenWord {
  readonly token: Uint8Array
  /** The call that reads it. */
  readonly data: Uint8Array
  readonly value: bigint
}

/**
 * The storage slot of the token that the call answers with: the one that, had it the value, would make
 * it answer with the value.
 *
 * @throws -32000 when there is none, e.g. because the token computes its balances
 */
export async function findTokenSlot(chain: Chain, word: TokenWord): Promise<Uint8Array> {
  const call = { to: word.token, data: word.data }
  const { accessList } = await chain.createAccessList(call)
  for (const { address, storageKeys } of accessList) {
    if (!isSameBytes(address, word.token)) continue
    for (const slot of storageKeys) if (await isDecisive(chain, word, slot)) return slot
  }
  throw invalidInputError(
    'The token keeps the amount in no storage slot of its own: it cannot be set',
  )
}

async function isDecisive(
  chain: Chain,
  { token, data, value }: TokenWord,
  slot: Uint8Array,
): Promise<boolean> {
  const slots = new Map([[bytesToHex(slot), quantityToWord(value)]])
  const stateOverrides = [{ address: token, stateDiff: slots }]
  const { succeeded, returnData } = await chain.call({ to: token, data }, { stateOverrides })
  return succeeded && isSameBytes(returnData, quantityToWord(value))
}
