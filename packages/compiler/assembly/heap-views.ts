// The typed arrays over the heap, by number: 2 to the power of `shift` bytes an element.

import { nameLength, nameStart } from './symbols'
import { doubleType, floatType, intType } from './types'

const viewCount: i32 = 8
const names = memory.data<u8>([
  // Int8, Uint8, Int16, Uint16, Int32, Uint32, Float32, Float64
  73, 110, 116, 56, 85, 105, 110, 116, 56, 73, 110, 116, 49, 54, 85, 105, 110, 116, 49, 54, 73, 110, 116, 51, 50, 85,
  105, 110, 116, 51, 50, 70, 108, 111, 97, 116, 51, 50, 70, 108, 111, 97, 116, 54, 52,
])
const nameLengths = memory.data<u8>([4, 5, 5, 6, 5, 6, 7, 7])
/** Of "Array". */
const suffixLength: u32 = 5
const shifts = memory.data<u8>([0, 0, 1, 1, 2, 2, 2, 3])
const loads = memory.data<u8>([0x2c, 0x2d, 0x2e, 0x2f, 0x28, 0x28, 0x2a, 0x2b])
const stores = memory.data<u8>([0x3a, 0x3a, 0x3b, 0x3b, 0x36, 0x36, 0x38, 0x39])

/** The number of the view that a constructor makes; -1 for other names. */
export function viewOf(symbol: u32): i32 {
  let known: usize = names
  for (let view = 0; view < viewCount; view++) {
    const length: u32 = load<u8>(nameLengths + view)
    if (nameLength(symbol) == length + suffixLength && memory.compare(known, nameStart(symbol), length) == 0) return view
    known += length
  }
  return -1
}

@inline
export function shiftOf(view: u32): i32 {
  return load<u8>(shifts + view)
}

@inline
export function loadOpcodeOf(view: u32): u8 {
  return load<u8>(loads + view)
}

@inline
export function storeOpcodeOf(view: u32): u8 {
  return load<u8>(stores + view)
}

@inline
export function elementTypeOf(view: u32): i32 {
  return view < 6 ? intType : view == 6 ? floatType : doubleType
}
