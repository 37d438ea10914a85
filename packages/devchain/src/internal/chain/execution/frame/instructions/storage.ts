import { EVMError } from '@ethereumjs/evm'
import { bytesToWord, wordToBytes, wordToShortBytes } from '../../../../state/words.js'
import type { Frame } from '../frame.js'
import type { MeteredInstruction, PlainInstruction } from '../instruction.js'
import { warmSlot } from '../warm-access.js'

/** SLOAD. */
export const slotReading: readonly (readonly [number, MeteredInstruction])[] = [[0x54, sload]]

/** SSTORE since Istanbul. */
export const slotWriting: readonly (readonly [number, MeteredInstruction])[] = [[0x55, sstore]]

/** TLOAD and TSTORE. */
export const transient: readonly (readonly [number, PlainInstruction])[] = [
  [0x5c, tload],
  [0x5d, tstore],
]

function sload(frame: Frame, _opcode: number, fee: number): boolean {
  const { state, rules } = frame.host
  const key = wordToBytes(frame.peek(0))
  const { account } = frame
  const slot = account === undefined ? undefined : state.slot(account, key)
  if (slot === undefined) return false
  if (!rules.hasColdAccess) frame.charge(fee)
  else frame.charge(fee + (warmSlot(frame, key) ? rules.coldSlotGas : rules.warmAccessGas))
  frame.pop()
  frame.push(bytesToWord(slot.word))
  return true
}

function sstore(frame: Frame, _opcode: number, fee: number): boolean {
  if (frame.message.isStatic) throw new EVMError(EVMError.errorMessages.STATIC_STATE_CHANGE)
  const { state, rules } = frame.host
  const key = wordToBytes(frame.peek(0))
  const value = frame.peek(1)
  const { account } = frame
  if (account === undefined || account.data === null) return false
  const slot = state.slot(account, key)
  if (slot === undefined) return false
  const original = bytesToWord(state.originalWord(slot))
  const cost = writeCost(frame, { original, current: bytesToWord(slot.word), value })
  frame.charge(fee + cost + (rules.hasColdAccess && warmSlot(frame, key) ? rules.coldSlotGas : 0))
  frame.stack.length -= 2
  state.setWord(account, slot, wordToShortBytes(value))
  return true
}

interface SlotChange {
  /** Before the transaction. */
  readonly original: bigint
  readonly current: bigint
  readonly value: bigint
}

/** EIP-2200: what a change costs, having counted its refunds. */
function writeCost(frame: Frame, { original, current, value }: SlotChange): number {
  const { sstore: costs } = frame.host.rules
  if (frame.gas <= costs.sentry) throw new EVMError(EVMError.errorMessages.OUT_OF_GAS)
  if (current === value) return costs.noop
  if (original === current) {
    if (original === 0n) return costs.create
    if (value === 0n) frame.gasRefund += costs.clearRefund
    return costs.change
  }
  if (original !== 0n) {
    if (current === 0n) takeRefund(frame, costs.clearRefund)
    else if (value === 0n) frame.gasRefund += costs.clearRefund
  }
  if (original === value) {
    frame.gasRefund += original === 0n ? costs.recreatedRefund : costs.restoredRefund
  }
  return costs.dirty
}

function takeRefund(frame: Frame, amount: bigint): void {
  frame.gasRefund -= amount
  if (frame.gasRefund >= 0n) return
  frame.gasRefund = 0n
  throw new EVMError(EVMError.errorMessages.REFUND_EXHAUSTED)
}

function tload(frame: Frame): void {
  const key = wordToBytes(frame.pop())
  frame.push(bytesToWord(frame.host.transientStorage.get(frame.address, key)))
}

function tstore(frame: Frame): void {
  if (frame.message.isStatic) throw new EVMError(EVMError.errorMessages.STATIC_STATE_CHANGE)
  const key = wordToBytes(frame.pop())
  const value = wordToShortBytes(frame.pop())
  frame.host.transientStorage.put(frame.address, key, value)
}
