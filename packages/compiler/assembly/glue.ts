// What is known of the script around the module: which variable of the module is the stack pointer, and which of the
// functions that are handed in are emscripten's `invoke_…`. Written by the host as `stackPointer;name signature;…`.

import { unsupported } from './host'
import { isNameCharacter } from './lexer'
import { intern, keyAt } from './symbols'

const capacity: u32 = 1024

const invokeSymbols = memory.data(4 * 1024, 4)
const signatures = memory.data(4 * 1024, 4)
const signatureLengths = memory.data(4 * 1024, 4)
let count: u32 = 0

/** The symbol of the stack pointer; 0 when it is not known. */
export let stackPointer: u32 = 0

let position: usize = 0

/** Reads a name and what follows it, and gives where it began. */
function readName(): usize {
  const start = position
  while (isNameCharacter(load<u8>(position))) position++
  position++
  return start
}

function symbolFrom(start: usize): u32 {
  const length = <u32>(position - 1 - start)
  return length == 0 ? 0 : intern(start, length, keyAt(start, length))
}

/** Reads what the host wrote. */
export function readGlue(start: usize, length: usize): void {
  position = start
  stackPointer = symbolFrom(readName())
  while (position < start + length) {
    if (count == capacity) unsupported(start)
    store<u32>(invokeSymbols + (count << 2), symbolFrom(readName()))
    const signature = readName()
    store<u32>(signatures + (count << 2), <u32>signature)
    store<u32>(signatureLengths + (count << 2), <u32>(position - 1 - signature))
    count++
  }
}

/** The number of an `invoke_…` by the name under which it is handed in; -1 for other functions. */
export function invokeOf(symbol: u32): i32 {
  for (let index: u32 = 0; index < count; index++) {
    if (load<u32>(invokeSymbols + (index << 2)) == symbol) return index
  }
  return -1
}

export function countOfInvokes(): u32 {
  return count
}

/** Where the signature of an `invoke_…` is: a letter for the result and for each parameter behind the function's number. */
export function invokeSignature(index: u32): usize {
  return load<u32>(signatures + (index << 2))
}

export function invokeSignatureLength(index: u32): u32 {
  return load<u32>(signatureLengths + (index << 2))
}
