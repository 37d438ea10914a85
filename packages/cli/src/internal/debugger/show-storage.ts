import { bytesToHex } from '@scaffold-evm/common'
import type { DebugView } from './debug-view.js'

interface Slot {
  readonly address: Uint8Array
  readonly slot: bigint
  readonly before: bigint
}

/** The slots whose values are others than before the transaction. */
export async function showStorage(view: DebugView): Promise<void> {
  const { recording } = view.session.trace
  const { step } = view.session
  const slots = new Map<string, Slot>()
  for (const { address, slot, previous, step: written } of recording.storageWrites) {
    const key = `${bytesToHex(address)} ${slot}`
    if (written < step && !slots.has(key)) slots.set(key, { address, slot, before: previous })
  }
  let shown = 0
  let last = ''
  for (const { address, slot, before } of slots.values()) {
    const now = await recording.storage(step, address, slot)
    if (now === before) continue
    shown += 1
    const account = bytesToHex(address)
    if (account !== last) view.line(account)
    last = account
    view.line(`  ${shortHex(slot)}  ${shortHex(before)} -> ${shortHex(now)}`)
  }
  if (shown === 0) view.line('Nothing is stored otherwise than at the beginning.')
}

function shortHex(word: bigint): string {
  const digits = word.toString(16)
  return digits.length <= 20 ? `0x${digits}` : `0x${digits.slice(0, 8)}…${digits.slice(-8)}`
}
