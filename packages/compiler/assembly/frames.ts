// Integers that live in memory instead of locals. Engines keep state for each local at each branch: functions that only
// fill tables once, with up to 15,000 locals, would take half a second of compiling, and those with hundreds a tenth.

import { stackPointer } from './glue'
import * as op from './opcodes'
import * as scope from './scope'
import { byte, i32Const, indexed, twoBytes, unsigned } from './sink'

/** A function with more integers than this keeps most in memory. */
const mostIntegers: u32 = 150
const integersKept: u32 = 100
const slotFlag: u32 = 0x8000_0000

/** The local that points to the frame. */
let pointer: u32 = 0
let size: u32 = 0

/** How many of a function's integers are locals. */
export function countOfKept(integers: u32): u32 {
  const isKnown = stackPointer != 0 && scope.meaningOf(stackPointer) == scope.globalMeaning
  return integers > mostIntegers && isKnown ? integersKept : integers
}

/** In place of the index of a local: that it is in memory, and where. */
export function slotOf(index: u32): u32 {
  return slotFlag | (index << 2)
}

@inline
export function isSlot(index: u32): bool {
  return (index & slotFlag) != 0
}

/** Says that a function has no frame. */
export function withoutFrame(): void {
  size = 0
}

/** Writes the begin of a function whose frame has so many integers; a local is to point to it. */
export function beginFrame(local: u32, integers: u32): void {
  pointer = local
  size = (integers * 4 + 15) & ~15
  indexed(op.opGlobalGet, scope.indexOf(stackPointer))
  indexed(op.opLocalTee, pointer)
  i32Const(size)
  byte(op.opI32Add)
  indexed(op.opGlobalSet, scope.indexOf(stackPointer))
  indexed(op.opLocalGet, pointer)
  i32Const(0)
  i32Const(size)
  twoBytes(op.opBulk, op.bulkMemoryFill)
  byte(0)
}

/** Writes what is to be done before a function returns. */
export function endFrame(): void {
  if (size == 0) return
  indexed(op.opLocalGet, pointer)
  indexed(op.opGlobalSet, scope.indexOf(stackPointer))
}

/** Writes where a slot is. Its value and {@link storeSlot} have to follow, or {@link loadSlot}. */
export function slotAddress(): void {
  indexed(op.opLocalGet, pointer)
}

export function loadSlot(slot: u32): void {
  twoBytes(op.opI32Load, 2)
  unsigned(slot & ~slotFlag)
}

export function storeSlot(slot: u32): void {
  twoBytes(op.opI32Store, 2)
  unsigned(slot & ~slotFlag)
}
