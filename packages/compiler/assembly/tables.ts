// The arrays of functions through which functions are called by number; each becomes a table.

import { unsupported } from './host'
import { functionIndex, givesNothing, signatureOfFunction } from './functions'
import { countOfImports } from './imports'
import { opEnd } from './opcodes'
import * as scope from './scope'
import { byte, i32Const, twoBytes, unsigned } from './sink'

const capacity: u32 = 1024
const memberCapacity: u32 = 1 << 17

const firsts = memory.data(4 * 1024, 4)
const lengths = memory.data(4 * 1024, 4)
const members = memory.data(4 << 17, 4)
let count: u32 = 0
let memberCount: u32 = 0

/** The index of a table, which is used before it is defined. */
export function tableOf(symbol: u32, at: usize): u32 {
  const meaning = scope.meaningOf(symbol)
  if (meaning == scope.tableMeaning) return scope.indexOf(symbol)
  if (meaning != scope.unknownMeaning || count == capacity) unsupported(at)
  scope.define(symbol, scope.tableMeaning, count)
  return count++
}

/** Begins the list of a table's functions. */
export function beginTable(table: u32): void {
  store<u32>(firsts + (table << 2), memberCount)
  store<u32>(lengths + (table << 2), 0)
}

export function addMember(table: u32, id: u32): void {
  if (memberCount == memberCapacity) unsupported(0)
  store<u32>(members + (memberCount << 2), id)
  store<u32>(lengths + (table << 2), load<u32>(lengths + (table << 2)) + 1)
  memberCount++
}

/** Any function of a table: all have one type. */
function representative(table: u32): u32 {
  if (load<u32>(lengths + (table << 2)) == 0) unsupported(0)
  return load<u32>(members + (load<u32>(firsts + (table << 2)) << 2))
}

export function signatureOfTable(table: u32): u32 {
  return signatureOfFunction(representative(table))
}

export function tableGivesNothing(table: u32): bool {
  return givesNothing(representative(table))
}

/** Writes the content of the table section. */
export function writeTables(): void {
  unsigned(count)
  for (let table: u32 = 0; table < count; table++) {
    const length = load<u32>(lengths + (table << 2))
    twoBytes(0x70, 1)
    unsigned(length)
    unsigned(length)
  }
}

/** Writes the content of the element section. */
export function writeElements(): void {
  const imports = countOfImports()
  unsigned(count)
  for (let table: u32 = 0; table < count; table++) {
    byte(2)
    unsigned(table)
    i32Const(0)
    twoBytes(opEnd, 0)
    const first = load<u32>(firsts + (table << 2))
    const length = load<u32>(lengths + (table << 2))
    unsigned(length)
    for (let index = first; index < first + length; index++) {
      unsigned(imports + functionIndex(load<u32>(members + (index << 2))))
    }
  }
}
