// SLOAD, SSTORE and what they cost.

import { addRefund, frame } from './frames'
import * as halts from './halts'
import { isRunningStatic } from './messages'
import * as rules from './rules'
import * as state from './state'
import { copy, equals, isZero } from './u256'

/** What is left of the gas after `loadWord` and `storeWord`. */
export let gasLeft: i64 = 0

/** SLOAD: replaces the key, a word, by the value. */
export function loadWord(key: usize, gas: i64): i32 {
  const slot = state.slotAt(load<u32>(frame, 40), key)
  if (rules.fork() >= rules.berlin) {
    gas -= state.warmUpSlot(slot) ? rules.coldSlotGas() : rules.warmAccessGas()
    if (gas < 0) return halts.outOfGas
  }
  if (!state.isSlotLoaded(slot)) return halts.suspended
  copy(key, state.valueOf(slot))
  gasLeft = gas
  return halts.none
}

/** SSTORE of two words. */
export function storeWord(key: usize, value: usize, gas: i64): i32 {
  if (isRunningStatic()) return halts.staticStateChange
  const slot = state.slotAt(load<u32>(frame, 40), key)
  if (!state.isSlotLoaded(slot)) return halts.suspended
  if (rules.hasNetStorageGas()) {
    if (rules.fork() >= rules.istanbul && gas <= rules.sstoreSentryGas()) return halts.outOfGas
    gas -= netCost(slot, value)
  } else gas -= plainCost(slot, value)
  if (rules.fork() >= rules.berlin && state.warmUpSlot(slot)) gas -= rules.coldSlotGas()
  if (gas < 0) return halts.outOfGas
  if (!equals(state.valueOf(slot), value)) state.setValue(slot, value)
  gasLeft = gas
  return halts.none
}

function plainCost(slot: usize, value: usize): i64 {
  const isClear = isZero(state.valueOf(slot))
  if (isClear && !isZero(value)) return rules.sstoreCreateGas()
  if (!isClear && isZero(value)) addRefund(rules.sstoreClearRefund())
  return rules.sstoreChangeGas()
}

/** EIP-1283 and EIP-2200. Refunds of a frame that fails are taken back with it. */
function netCost(slot: usize, value: usize): i64 {
  const current = state.valueOf(slot)
  const original = state.originalOf(slot)
  if (equals(current, value)) return rules.sstoreNoopGas()
  if (equals(original, current)) {
    if (isZero(original)) return rules.sstoreCreateGas()
    if (isZero(value)) addRefund(rules.sstoreClearRefund())
    return rules.sstoreChangeGas()
  }
  if (!isZero(original)) {
    if (isZero(current)) addRefund(-rules.sstoreClearRefund())
    else if (isZero(value)) addRefund(rules.sstoreClearRefund())
  }
  if (equals(original, value)) {
    addRefund(isZero(original) ? rules.sstoreRecreatedRefund() : rules.sstoreRestoredRefund())
  }
  return rules.sstoreDirtyGas()
}
