// Numbers for the names of a script, so that what a name means is a look into an array. Names are kept as their place
// in memory; those of four characters or less, nearly all of a minified script, are compared as one integer.

import { unsupported } from './host'

const slotBits: u32 = 17
const slotCount: u32 = 1 << slotBits
/** How many symbols there can be. */
export const capacity: i32 = 1 << 16

const slots = memory.data(4 * (1 << 17), 4)
const keys = memory.data(4 * (1 << 16), 4)
const starts = memory.data(4 * (1 << 16), 4)
const lengths = memory.data(4 * (1 << 16), 4)
/** Symbol 0 is nobody's. */
let count: u32 = 1

const keywords = memory.data<u8>([
  // function, var, if, else, do, while, return, break, continue, switch, case, default, new
  102, 117, 110, 99, 116, 105, 111, 110, 118, 97, 114, 105, 102, 101, 108, 115, 101, 100, 111, 119, 104, 105, 108, 101,
  114, 101, 116, 117, 114, 110, 98, 114, 101, 97, 107, 99, 111, 110, 116, 105, 110, 117, 101, 115, 119, 105, 116, 99,
  104, 99, 97, 115, 101, 100, 101, 102, 97, 117, 108, 116, 110, 101, 119,
])
const keywordLengths = memory.data<u8>([8, 3, 2, 4, 2, 5, 6, 5, 8, 6, 4, 7, 3])
export const keywordCount: u32 = 13

/** The keywords are the first symbols. */
export function initializeSymbols(): void {
  let start: usize = keywords
  for (let index: usize = 0; index < keywordCount; index++) {
    const length = <u32>load<u8>(keywordLengths + index)
    intern(start, length, keyAt(start, length))
    start += length
  }
}

/** The last four characters of a name. */
export function keyAt(start: usize, length: u32): u32 {
  let key: u32 = 0
  for (let index: u32 = 0; index < length; index++) key = (key << 8) | load<u8>(start + index)
  return key
}

/** The symbol of a name whose last four characters are `key`. */
export function intern(start: usize, length: u32, key: u32): u32 {
  let slot = ((key ^ length) * 0x9e3779b1) >> (32 - slotBits)
  while (true) {
    const symbol = load<u32>(slots + (slot << 2))
    if (symbol == 0) return add(slot, start, length, key)
    if (load<u32>(keys + (symbol << 2)) == key && load<u32>(lengths + (symbol << 2)) == length) {
      if (length <= 4 || memory.compare(nameStart(symbol), start, length) == 0) return symbol
    }
    slot = (slot + 1) & (slotCount - 1)
  }
}

function add(slot: u32, start: usize, length: u32, key: u32): u32 {
  const symbol = count++
  if (symbol == capacity) unsupported(start)
  store<u32>(slots + (slot << 2), symbol)
  store<u32>(keys + (symbol << 2), key)
  store<u32>(starts + (symbol << 2), <u32>start)
  store<u32>(lengths + (symbol << 2), length)
  return symbol
}

/** Where the name of a symbol lies. */
export function nameStart(symbol: u32): usize {
  return load<u32>(starts + (symbol << 2))
}

export function nameLength(symbol: u32): u32 {
  return load<u32>(lengths + (symbol << 2))
}
