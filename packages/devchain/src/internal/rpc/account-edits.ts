import { Account, Address } from '@ethereumjs/util'
import type { Chain } from '../chain/chain.js'
import { stripZeros } from '../state/copy.js'

/** What of an account to set; the rest stays. */
export interface AccountEdit {
  readonly balanceWei?: bigint
  readonly nonce?: bigint
}

/** Sets balance or nonce of an account, which need not exist. */
export async function editAccount(
  chain: Chain,
  address: Uint8Array,
  edit: (account: Account) => AccountEdit,
): Promise<void> {
  const target = new Address(address)
  await chain.mutateState(async (state) => {
    const account = (await state.getAccount(target)) ?? new Account()
    const { balanceWei, nonce } = edit(account)
    if (balanceWei !== undefined) account.balance = balanceWei
    if (nonce !== undefined) account.nonce = nonce
    await state.putAccount(target, account)
  })
}

/** Replaces the code of an account. */
export async function setCode(chain: Chain, address: Uint8Array, code: Uint8Array): Promise<void> {
  await chain.mutateState((state) => state.putCode(new Address(address), code))
}

/** Writes one storage slot. */
export async function setStorage(
  chain: Chain,
  address: Uint8Array,
  slot: Uint8Array,
  value: Uint8Array,
): Promise<void> {
  const target = new Address(address)
  await chain.mutateState(async (state) => {
    // Storage hangs on an account, so that there must be one.
    if ((await state.getAccount(target)) === undefined) {
      await state.putAccount(target, new Account())
    }
    await state.putStorage(target, slot, stripZeros(value))
  })
}
