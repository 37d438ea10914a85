// Constants that are added one after the other, or to a pointer: they need one instruction or none.

import { opI32Add } from './opcodes'
import { byte, cursor, i32Const, setCursor } from './sink'

/**
 * Offsets below this are put into loads and stores. WebAssembly adds them without wrapping around, which makes a
 * difference only for pointers into the first bytes of memory, where nothing lies.
 */
const offsetLimit: u32 = 1024

let start: usize = 0
let end: usize = 0
let sum: i32 = 0

/** Adds a constant to the integer on the stack. */
export function addConstant(value: i32): void {
  if (end == cursor) {
    setCursor(start)
    sum += value
  } else {
    start = cursor
    sum = value
  }
  i32Const(sum)
  byte(opI32Add)
  end = cursor
}

/** Takes back what was just added where a load or store can add it, and gives it; else 0. */
export function takeOffset(): u32 {
  if (end != cursor || <u32>sum >= offsetLimit) return 0
  setCursor(start)
  end = 0
  return sum
}
