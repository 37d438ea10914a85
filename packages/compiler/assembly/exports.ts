// What the module gives: `return{name:function,…}`.

import { functionIndex, functionOf } from './functions'
import { unsupported } from './host'
import { countOfImports } from './imports'
import { expect, next, start, symbol, token } from './lexer'
import { byte, name, unsigned } from './sink'
import { nameLength, nameStart } from './symbols'
import * as t from './tokens'

const capacity: u32 = 4096

const names = memory.data(4 * 4096, 4)
const ids = memory.data(4 * 4096, 4)
let count: u32 = 0

/** Reads the statement, without the function for growth. */
export function exportStatement(growth: u32): void {
  expect(t.returnKeyword)
  do {
    next()
    const exported = symbol
    next()
    expect(t.colon)
    if (symbol != growth) addExport(exported, functionOf(symbol, start))
    expect(t.nameToken)
  } while (token == t.comma)
  expect(t.closeBrace)
}

function addExport(exported: u32, id: u32): void {
  if (count == capacity) unsupported(start)
  store<u32>(names + (count << 2), exported)
  store<u32>(ids + (count << 2), id)
  count++
}

/** Writes the content of the export section. */
export function writeExports(): void {
  unsigned(count)
  for (let index: u32 = 0; index < count; index++) {
    const exported = load<u32>(names + (index << 2))
    name(nameStart(exported), nameLength(exported))
    byte(0)
    unsigned(countOfImports() + functionIndex(load<u32>(ids + (index << 2))))
  }
}

/** The id of the function that is exported under a prefix and a name; -1 when there is none. */
export function exportedFunction(prefix: usize, prefixLength: u32, start: usize, length: u32): i32 {
  for (let index: u32 = 0; index < count; index++) {
    const exported = load<u32>(names + (index << 2))
    if (nameLength(exported) != prefixLength + length) continue
    const place = nameStart(exported)
    if (memory.compare(place, prefix, prefixLength) != 0) continue
    if (memory.compare(place + prefixLength, start, length) == 0) return load<u32>(ids + (index << 2))
  }
  return -1
}
