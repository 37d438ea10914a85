// The hash function, and the encoding of what is hashed most, as a module of its own: 2 KB with a memory that nothing
// else grows.

import { keccak256 } from './keccak'
import { copy } from './u256'

const outputBytes = memory.data(32, 8)

/** Where the last hash is. */
export function output(): usize {
  return outputBytes
}

/** Where what is to be hashed may be written: from there on all memory is free. */
export function input(): usize {
  return (__heap_base + 7) & ~7
}

/** Hashes so many bytes of the input. */
export function hash(size: usize): void {
  keccak256(outputBytes, input(), size)
}

const childHashes = memory.data(16 * 32, 8)

/** Where the hashes of the children of a branch are written, by nibble. */
export function children(): usize {
  return childHashes
}

/** Hashes the trie node that has those children whose bits are set, and no value. The input is overwritten. */
export function hashBranch(occupied: u32): void {
  const start = input()
  let place = writeListHeader(start, 17 + (popcnt(occupied) << 5))
  for (let nibble: usize = 0; nibble < 16; nibble++) {
    if ((occupied & (1 << <u32>nibble)) == 0) {
      store<u8>(place++, 0x80)
      continue
    }
    store<u8>(place, 0xa0)
    copy(place + 1, childHashes + (nibble << 5))
    place += 33
  }
  store<u8>(place++, 0x80)
  keccak256(outputBytes, start, place - start)
}

/** Of a list of up to 65,535 bytes. Returns where these go. */
function writeListHeader(place: usize, size: u32): usize {
  if (size < 56) {
    store<u8>(place, 0xc0 + size)
    return place + 1
  }
  if (size < 0x100) {
    store<u8>(place, 0xf8)
    store<u8>(place, size, 1)
    return place + 2
  }
  store<u8>(place, 0xf9)
  store<u8>(place, size >> 8, 1)
  store<u8>(place, size, 2)
  return place + 3
}
