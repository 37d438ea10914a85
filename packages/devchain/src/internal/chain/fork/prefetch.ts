import type { StateOverlay } from '../../state/state-overlay.js'
import { quantityToWord } from '../../words.js'
import type { BlockTemplate } from '../blocks/block-template.js'
import type { Execution } from '../execution/execution.js'
import type { Rules } from '../rules.js'
import {
  activePredeploys,
  consolidationRequests,
  withdrawalRequests,
} from '../setup/system-contracts.js'

type SlotOf = readonly [address: Uint8Array, key: Uint8Array]

/** Fetches what a block reads besides its transactions. Undefined when all is there. */
export function prefetchBlock(
  overlay: StateOverlay,
  { coinbase }: BlockTemplate,
  rules: Rules,
): Promise<void> | undefined {
  if (!overlay.isRemote) return undefined
  const slots: SlotOf[] = []
  const add = ({ address }: { readonly address: { readonly bytes: Uint8Array } }, slot: bigint) =>
    slots.push([address.bytes, quantityToWord(slot)])
  for (let slot = 0n; slot < 4n; slot++) {
    if (rules.isActivatedEIP(7002)) add(withdrawalRequests, slot)
    if (rules.isActivatedEIP(7251)) add(consolidationRequests, slot)
  }
  const contracts = activePredeploys(rules).map(({ address }) => address.bytes)
  return overlay.prefetch([coinbase.bytes, ...contracts], slots)
}

/** Fetches what a transaction or a call says that it will touch. Undefined when all is there. */
export function prefetchExecution(
  overlay: StateOverlay,
  { sender, to, accessList, authorizations }: Execution,
): Promise<void> | undefined {
  if (!overlay.isRemote) return undefined
  const addresses = to === undefined ? [sender.bytes] : [sender.bytes, to.bytes]
  const slots: SlotOf[] = []
  for (const [address, keys] of accessList) {
    addresses.push(address)
    for (const key of keys) slots.push([address, key])
  }
  for (const [, delegate] of authorizations) addresses.push(delegate)
  return overlay.prefetch(addresses, slots)
}
