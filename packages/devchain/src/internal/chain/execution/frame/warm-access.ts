import type { Frame } from './frame.js'

/** EIP-2929: what reading an account costs. It is warm from then on. */
export function accountAccessGas(frame: Frame, address: Uint8Array): number {
  const { rules, journal } = frame.host
  if (!rules.hasColdAccess) return 0
  if (journal.isWarmedAddress(address)) return rules.warmAccessGas
  journal.addWarmedAddress(address)
  return rules.coldAccountGas
}

/** EIP-2929: whether a slot of the frame's account was cold. It is warm from then on. */
export function warmSlot(frame: Frame, key: Uint8Array): boolean {
  const { journal } = frame.host
  const { addressDigits } = frame
  const digits = Buffer.from(key.buffer, key.byteOffset, key.length).toString('hex')
  // `isWarmedStorage` would make both strings three times.
  if (journal['journal'].get(addressDigits)?.has(digits) === true) return false
  if (journal['alwaysWarmJournal'].get(addressDigits)?.has(digits) === true) return false
  journal.addWarmedStorage(frame.address.bytes, key)
  return true
}
