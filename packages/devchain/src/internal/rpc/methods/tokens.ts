import type { Chain } from '../../chain/chain.js'
import { quantityToWord } from '../../words.js'
import { setStorage } from '../account-edits.js'
import { findTokenSlot, type TokenWord } from '../erc20-slot.js'
import { type MethodTable, method, required } from '../method.js'
import { address, amount } from '../params/scalars.js'

/** `balanceOf(address)` and `allowance(address,address)`. */
const balanceOf = Uint8Array.of(0x70, 0xa0, 0x82, 0x31)
const allowance = Uint8Array.of(0xdd, 0x62, 0xed, 0x3e)

async function setTokenWord(chain: Chain, word: TokenWord): Promise<true> {
  const slot = await findTokenSlot(chain, word)
  await setStorage(chain, word.token, slot, quantityToWord(word.value))
  return true
}

function callData(selector: Uint8Array, ...addresses: readonly Uint8Array[]): Uint8Array {
  const padding = new Uint8Array(12)
  return Buffer.concat([selector, ...addresses.flatMap((account) => [padding, account])])
}

/** What accounts have of an ERC-20 token, set in its storage. */
export const tokens: MethodTable = {
  anvil_dealERC20: method(
    [required('address', address), required('token', address), required('balance', amount)],
    ({ chain }, account, token, value) =>
      setTokenWord(chain, { token, data: callData(balanceOf, account), value }),
  ),
  anvil_setERC20Allowance: method(
    [
      required('owner', address),
      required('spender', address),
      required('token', address),
      required('amount', amount),
    ],
    ({ chain }, owner, spender, token, value) =>
      setTokenWord(chain, { token, data: callData(allowance, owner, spender), value }),
  ),
}
