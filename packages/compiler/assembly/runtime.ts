// Functions that every translated module begins with: what asm.js does and no instruction does.

import { addFunction, defineFunction } from './functions'
import { addImport, importIndex } from './imports'
import * as op from './opcodes'
import { addParameter, beginParameters, high, low, signatureOf } from './signatures'
import { byte, cursor, f64Const, i32Const, indexed, setCursor, setPadded, twoBytes } from './sink'
import { doubleType, intType } from './types'
import { addFixup, importFixup, indexWidth } from './fixups'

// Their ids. Of the divisions, in the order of the instructions.
const runtimeDivS: u32 = 0
export const runtimeToInt32: u32 = 4

/** The function that divides as an instruction does, but never traps. */
export function runtimeDivision(opcode: u8): u32 {
  return runtimeDivS + opcode - op.opI32DivS
}

export const runtimeModule = memory.data<u8>([114, 117, 110, 116, 105, 109, 101])
export const runtimeModuleLength: u32 = 7
const toInt32Name = memory.data<u8>([116, 111, 73, 110, 116, 51, 50])
const remainderName = memory.data<u8>([114, 101, 109, 97, 105, 110, 100, 101, 114])

const i32Code: u8 = 0x7f
let start: usize = 0

function beginBody(): void {
  start = cursor
  setCursor(cursor + 4)
  byte(0)
}

function endBody(): void {
  byte(op.opEnd)
  setPadded(start, 4, <u32>(cursor - start - 4))
  defineFunction(addFunction(), signatureOf(low, high, intType), intType)
}

/** asm.js gives 0 for a division by zero, and lets the smallest integer over -1 wrap around. */
function defineDivision(opcode: u8): void {
  const isSigned = opcode == op.opI32DivS || opcode == op.opI32RemS
  beginBody()
  indexed(op.opLocalGet, 1)
  byte(op.opI32Eqz)
  twoBytes(op.opIf, i32Code)
  i32Const(0)
  byte(op.opElse)
  if (isSigned) {
    indexed(op.opLocalGet, 1)
    i32Const(-1)
    byte(op.opI32Eq)
    twoBytes(op.opIf, i32Code)
    i32Const(0)
    if (opcode == op.opI32DivS) {
      indexed(op.opLocalGet, 0)
      byte(op.opI32Sub)
    }
    byte(op.opElse)
  }
  indexed(op.opLocalGet, 0)
  indexed(op.opLocalGet, 1)
  byte(opcode)
  if (isSigned) byte(op.opEnd)
  byte(op.opEnd)
  endBody()
}

function ifBelow(limit: f64): void {
  indexed(op.opLocalGet, 0)
  byte(op.opF64Abs)
  f64Const(limit)
  byte(op.opF64Lt)
  twoBytes(op.opIf, i32Code)
  indexed(op.opLocalGet, 0)
}

/** ECMAScript's ToInt32. From 2 to the 63rd on, JavaScript itself is asked. */
function defineToInt32(): void {
  const slowly = addImport(runtimeModule, runtimeModuleLength, toInt32Name, 7)
  beginBody()
  ifBelow(2147483648.0)
  byte(op.opI32TruncF64S)
  byte(op.opElse)
  ifBelow(9223372036854775808.0)
  byte(op.opI64TruncF64S)
  byte(op.opI32WrapI64)
  byte(op.opElse)
  indexed(op.opLocalGet, 0)
  byte(op.opCall)
  addFixup(importFixup, cursor, importIndex(slowly, low, high, intType))
  setCursor(cursor + indexWidth)
  byte(op.opEnd)
  byte(op.opEnd)
  endBody()
}

/** Writes the functions. They have to be the first. */
export function defineRuntime(): void {
  beginParameters()
  addParameter(intType, 0)
  addParameter(intType, 0)
  defineDivision(op.opI32DivS)
  defineDivision(op.opI32DivU)
  defineDivision(op.opI32RemS)
  defineDivision(op.opI32RemU)
  beginParameters()
  addParameter(doubleType, 0)
  defineToInt32()
}

let remainderId: i32 = -1

/** The import that gives the remainder of two doubles. */
export function remainderImport(): u32 {
  if (remainderId == -1) remainderId = addImport(runtimeModule, runtimeModuleLength, remainderName, 9)
  return remainderId
}
