import type { AccountOverlay } from '../../state/account-overlay.js'
import type { AccountData } from '../../state/records.js'
import type { StateOverlay } from '../../state/state-overlay.js'
import type { Executor } from './executor.js'

/** Gives what an account becomes; one that is not there yet is passed as an empty one. */
export type AccountChange = (account: AccountData) => AccountData

/** Changes an account; what is empty afterwards is removed since EIP-161. A promise only when it has to be fetched. */
export function changeAccount(
  executor: Executor,
  address: Uint8Array,
  change: AccountChange,
): Promise<void> | void {
  const { overlay } = executor.state
  const account = overlay.account(address)
  if (account === undefined) {
    return overlay.fetchAccount(address).then(() => changeAccount(executor, address, change))
  }
  const data = change(account.data ?? overlay.emptyData)
  const isRemoved = executor.rules.gteHardfork('spuriousDragon') && isEmpty(data, overlay)
  overlay.setData(account, isRemoved ? null : data)
}

/** Removes an account that has been read before. */
export function deleteAccount({ state }: Executor, address: Uint8Array): Promise<void> | void {
  const { overlay } = state
  const account = overlay.account(address)
  if (account === undefined) {
    return overlay.fetchAccount(address).then(() => removed(overlay, overlay.account(address)))
  }
  removed(overlay, account)
}

function removed(overlay: StateOverlay, account: AccountOverlay | undefined): void {
  if (account !== undefined) overlay.setData(account, null)
}

/** EIP-161: without nonce, balance and code. */
function isEmpty({ nonce, balanceWei, code }: AccountData, { emptyData }: StateOverlay): boolean {
  return nonce === 0n && balanceWei === 0n && code === emptyData.code
}
