import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { AccountContent } from './account-content.js'
import type { TouchedAccount } from './touched-state.js'

/** Parity's word for how one value changed: not at all, from one to another, appeared, went. */
export type Delta =
  | '='
  | { readonly '*': { readonly from: Hex; readonly to: Hex } }
  | { readonly '+': Hex }
  | { readonly '-': Hex }

/** How an account changed. */
export interface AccountDiff {
  readonly balance: Delta
  readonly nonce: Delta
  readonly code: Delta
  readonly storage: Readonly<Record<Hex, Delta>>
}

/** How the accounts that changed did so. */
export function stateDiff(accounts: readonly TouchedAccount[]): Readonly<Record<Hex, AccountDiff>> {
  const diffs: Record<Hex, AccountDiff> = {}
  for (const { address, before, after } of accounts) {
    const diff = accountDiff(before, after)
    if (diff !== undefined) diffs[address] = diff
  }
  return diffs
}

function accountDiff(before: AccountContent, after: AccountContent): AccountDiff | undefined {
  const delta = deltaBetween(before, after)
  if (delta === undefined) return undefined
  const diff = {
    balance: delta(quantityToHex(before.balanceWei), quantityToHex(after.balanceWei)),
    nonce: delta(quantityToHex(before.nonce), quantityToHex(after.nonce)),
    code: delta(bytesToHex(before.code), bytesToHex(after.code)),
    storage: storageDiff(before, after, delta),
  }
  const { balance, nonce, code, storage } = diff
  const isSame = [balance, nonce, code].every((part) => part === '=')
  return isSame && Object.keys(storage).length === 0 ? undefined : diff
}

/** Makes the delta of a value of the account; undefined when there is no account at all. */
function deltaBetween(
  before: AccountContent,
  after: AccountContent,
): ((from: Hex, to: Hex) => Delta) | undefined {
  if (before.exists && after.exists) {
    return (from, to) => (from === to ? '=' : { '*': { from, to } })
  }
  if (after.exists) return (_from, to) => ({ '+': to })
  return before.exists ? (from) => ({ '-': from }) : undefined
}

function storageDiff(
  before: AccountContent,
  after: AccountContent,
  delta: (from: Hex, to: Hex) => Delta,
): Record<Hex, Delta> {
  const diffs: Record<Hex, Delta> = {}
  for (const [slot, from] of before.storage) {
    const to = after.storage.get(slot)
    if (to === undefined || isSameBytes(from, to)) continue
    diffs[slot] = delta(bytesToHex(from), bytesToHex(to))
  }
  return diffs
}
