// asm.js' standard library, by number. What WebAssembly has no instruction for is imported.

import { callImport, take } from './calls'
import { addImport } from './imports'
import { start } from './lexer'
import { unsupported } from './host'
import * as op from './opcodes'
import { high, last, low } from './signatures'
import { byte, i32Const, indexed } from './sink'
import { nameLength, nameStart } from './symbols'
import { giveBackTemporary, takeTemporary } from './temporaries'
import { doubleType, floatType, intType, isInteger, unsignedType } from './types'

const names = memory.data<u8>([
  // imul, clz32, floor, ceil, sqrt, abs, min, max, fround
  105, 109, 117, 108, 99, 108, 122, 51, 50, 102, 108, 111, 111, 114, 99, 101, 105, 108, 115, 113, 114, 116, 97, 98, 115,
  109, 105, 110, 109, 97, 120, 102, 114, 111, 117, 110, 100,
])
const nameLengths = memory.data<u8>([4, 5, 5, 4, 4, 3, 3, 3, 6])
const opcodes = memory.data<u8>([
  op.opI32Mul,
  op.opI32Clz,
  op.opF64Floor,
  op.opF64Ceil,
  op.opF64Sqrt,
  op.opF64Abs,
  op.opF64Min,
  op.opF64Max,
  0,
])
const firstDouble: u32 = 2
/** From here on both integers and doubles are taken. */
const firstEither: u32 = 5
const fround: u32 = 8
const firstImported: u32 = 9

const mathModule = memory.data<u8>([109, 97, 116, 104])

/** The number of a function of `Math`. Others than the known ones are imports, and give doubles. */
export function mathFunctionOf(symbol: u32): u32 {
  let known: usize = names
  for (let index: u32 = 0; index < firstImported; index++) {
    const length: u32 = load<u8>(nameLengths + index)
    if (nameLength(symbol) == length && memory.compare(known, nameStart(symbol), length) == 0) return index
    known += length
  }
  return firstImported + addImport(mathModule, 4, nameStart(symbol), nameLength(symbol))
}

@inline
export function isFround(index: u32): bool {
  return index == fround
}

/** Writes the function whose arguments are on the stack, and gives its type. */
export function writeMath(index: u32): i32 {
  if (index >= firstImported) {
    callImport(index - firstImported, low, high)
    return take(doubleType)
  }
  const opcode = load<u8>(opcodes + index)
  if (index == fround) {
    toFloat(last)
    return floatType
  }
  if (last == floatType) unsupported(start)
  if (index >= firstEither && isInteger(last)) {
    if (opcode == op.opF64Abs) integerAbs()
    else integerLeast(opcode == op.opF64Min ? op.opI32LtS : op.opI32GtS)
    return intType
  }
  byte(opcode)
  return index < firstDouble ? intType : doubleType
}

function toFloat(type: i32): void {
  if (type == doubleType) byte(op.opF32DemoteF64)
  else if (type == intType) byte(op.opF32ConvertI32S)
  else if (type == unsignedType) byte(op.opF32ConvertI32U)
}

function integerAbs(): void {
  const value = takeTemporary()
  const sign = takeTemporary()
  indexed(op.opLocalTee, value)
  i32Const(31)
  byte(op.opI32ShrS)
  indexed(op.opLocalTee, sign)
  indexed(op.opLocalGet, value)
  byte(op.opI32Xor)
  indexed(op.opLocalGet, sign)
  byte(op.opI32Sub)
  giveBackTemporary()
  giveBackTemporary()
}

/** Of the two integers on the stack, the one that comes first by a comparison. */
function integerLeast(comparison: u8): void {
  const left = takeTemporary()
  const right = takeTemporary()
  indexed(op.opLocalSet, right)
  indexed(op.opLocalTee, left)
  indexed(op.opLocalGet, right)
  indexed(op.opLocalGet, left)
  indexed(op.opLocalGet, right)
  byte(comparison)
  byte(op.opSelect)
  giveBackTemporary()
  giveBackTemporary()
}
