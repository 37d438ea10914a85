// The call that was written last, until its result is used: asm.js says the type of a result where it is used, `f(x)|0`
// or `+f(x)`.

import { addFixup, callFixup, dropFixup, importFixup, indexWidth, indirectDropFixup, indirectFixup } from './fixups'
import { resultOf, want } from './functions'
import { importIndex } from './imports'
import { start } from './lexer'
import { opCall, opCallIndirect, opNop } from './opcodes'
import { byte, cursor, setCursor, unsigned } from './sink'
import { intType, storedTypeOf, voidType } from './types'

let kind: u32 = callFixup
let id: u32 = 0
let place: usize = 0
let low: u64 = 0
let high: u64 = 0

function begin(theKind: u32, theId: u32, opcode: u8): void {
  kind = theKind
  id = theId
  byte(opcode)
  place = cursor
  setCursor(cursor + indexWidth)
}

/** Writes a call of a function of the module. */
export function callFunction(callee: u32): void {
  begin(callFixup, callee, opCall)
  addFixup(callFixup, place, callee)
}

/** Writes a call of a function of the runtime, which gives an integer. */
export function callRuntime(callee: u32): void {
  callFunction(callee)
  take(intType)
}

/** Writes a call of a function that is handed in, with these parameters. */
export function callImport(callee: u32, theLow: u64, theHigh: u64): void {
  low = theLow
  high = theHigh
  begin(importFixup, callee, opCall)
}

/** Writes a call through a table; the number of the function is on the stack. */
export function callIndirect(table: u32): void {
  begin(indirectFixup, table, opCallIndirect)
  addFixup(indirectFixup, place, table)
  unsigned(table)
}

/** Takes the result as a value of this type, and gives the type. */
export function take(type: i32): i32 {
  if (kind == callFixup) want(id, type, start)
  else if (kind == importFixup) addFixup(importFixup, place, importIndex(id, low, high, storedTypeOf(type)))
  return type
}

/** Takes the result without being told its type. */
export function takeAny(): i32 {
  return take(kind == callFixup ? resultOf(id, intType) : intType)
}

/** Leaves the result, if there is one. */
export function dropResult(): void {
  if (kind == importFixup) {
    take(voidType)
    return
  }
  addFixup(kind == callFixup ? dropFixup : indirectDropFixup, cursor, id)
  byte(opNop)
}
