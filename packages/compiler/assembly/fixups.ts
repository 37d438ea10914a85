// Places in the code that name what was not known when they were written.

import { functionIndex, givesNothing } from './functions'
import { unsupported } from './host'
import { countOfImports } from './imports'
import { opDrop } from './opcodes'
import { setPadded } from './sink'
import { signatureOfTable, tableGivesNothing } from './tables'

export const callFixup: u32 = 0
export const importFixup: u32 = 1
export const indirectFixup: u32 = 2
/** A result that nobody takes, if there is one. */
export const dropFixup: u32 = 3
export const indirectDropFixup: u32 = 4

/** Bytes of an index that is filled in. */
export const indexWidth: i32 = 3

const kindBits: u32 = 3
let first: usize = 0
let end: usize = 0
let limit: usize = 0

export function initializeFixups(start: usize, size: usize): void {
  first = start
  end = start
  limit = start + size
}

/** Remembers that a place refers to the function, import or table of an id. */
export function addFixup(kind: u32, place: usize, id: u32): void {
  if (end + 8 > limit) unsupported(0)
  store<u32>(end, <u32>place)
  store<u32>(end, (id << kindBits) | kind, 4)
  end += 8
}

/** Fills all in. */
export function applyFixups(): void {
  const imports = countOfImports()
  for (let entry = first; entry < end; entry += 8) {
    const place: usize = load<u32>(entry)
    const what = load<u32>(entry, 4)
    const kind = what & ((1 << kindBits) - 1)
    const id = what >> kindBits
    if (kind == callFixup) setPadded(place, indexWidth, imports + functionIndex(id))
    else if (kind == importFixup) setPadded(place, indexWidth, id)
    else if (kind == indirectFixup) setPadded(place, indexWidth, signatureOfTable(id))
    else if (!(kind == dropFixup ? givesNothing(id) : tableGivesNothing(id))) store<u8>(place, opDrop)
  }
}
