// The function types of the module, each once. The parameters of one are digits of two integers, the last lowest.

import { unsupported } from './host'
import { byte, twoBytes, unsigned } from './sink'
import { storedTypeOf, voidType, wasmTypeOf } from './types'

/** Bits of a digit. */
const digitBits: u64 = 3
const digitsPerInteger: u32 = 21
const mostParameters: u32 = 2 * digitsPerInteger
const capacity: u32 = 4096

const lows = memory.data(8 * 4096, 8)
const highs = memory.data(8 * 4096, 8)
const results = memory.data(4096)
let count: u32 = 0

/** The parameters that were added since {@link beginParameters}. */
export let low: u64 = 0
export let high: u64 = 0
/** The last of them, with its sign. */
export let last: i32 = voidType

export function beginParameters(): void {
  low = 0
  high = 0
  last = voidType
}

/** Goes on after parameters that were put aside. */
export function resumeParameters(oldLow: u64, oldHigh: u64): void {
  low = oldLow
  high = oldHigh
}

export function addParameter(type: i32, at: usize): void {
  if (high >> (digitBits * (digitsPerInteger - 1)) != 0) unsupported(at)
  high = (high << digitBits) | (low >> (digitBits * (digitsPerInteger - 1)))
  low = ((low << digitBits) | <u64>storedTypeOf(type)) & ((<u64>1 << (digitBits * digitsPerInteger)) - 1)
  last = type
}

/** The index of the type with these parameters and this result. */
export function signatureOf(theLow: u64, theHigh: u64, result: i32): u32 {
  for (let index: u32 = 0; index < count; index++) {
    const place = index << 3
    if (load<u64>(lows + place) == theLow && load<u64>(highs + place) == theHigh) {
      if (load<u8>(results + index) == <u8>result) return index
    }
  }
  if (count == capacity) unsupported(0)
  store<u64>(lows + (count << 3), theLow)
  store<u64>(highs + (count << 3), theHigh)
  store<u8>(results + count, <u8>result)
  return count++
}

function digitAt(index: u32, place: u32): i32 {
  const integer = place < digitsPerInteger ? load<u64>(lows + (index << 3)) : load<u64>(highs + (index << 3))
  return <i32>((integer >> (digitBits * (place % digitsPerInteger))) & 7)
}

/** Writes the content of the type section. */
export function writeSignatures(): void {
  unsigned(count)
  for (let index: u32 = 0; index < count; index++) {
    byte(0x60)
    let length: u32 = mostParameters
    while (length > 0 && digitAt(index, length - 1) == 0) length--
    unsigned(length)
    for (let place = length; place > 0; place--) byte(wasmTypeOf(digitAt(index, place - 1)))
    const result: i32 = load<u8>(results + index)
    if (result == voidType) byte(0)
    else twoBytes(1, wasmTypeOf(result))
  }
}
