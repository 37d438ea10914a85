// The hash function as a module of its own: 2 KB with a memory that nothing else grows.

import { keccak256 } from './keccak'

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
