// Binary operators: their instructions and the types of their results.

import { opI32DivS, opI32RemU } from './opcodes'
import * as t from './tokens'
import { doubleType, intType, isInteger, unsignedType, voidType } from './types'

const signedOpcodes = memory.data(256)
const unsignedOpcodes = memory.data(256)
const doubleOpcodes = memory.data(256)
const floatOpcodes = memory.data(256)

function set(token: i32, signed: u8, unsigned: u8, double: u8, float: u8): void {
  store<u8>(signedOpcodes + token, signed)
  store<u8>(unsignedOpcodes + token, unsigned)
  store<u8>(doubleOpcodes + token, double)
  store<u8>(floatOpcodes + token, float)
}

export function initializeOperators(): void {
  set(t.plus, 0x6a, 0x6a, 0xa0, 0x92)
  set(t.minus, 0x6b, 0x6b, 0xa1, 0x93)
  set(t.times, 0x6c, 0x6c, 0xa2, 0x94)
  set(t.over, 0x6d, 0x6e, 0xa3, 0x95)
  set(t.modulo, 0x6f, 0x70, 0, 0)
  set(t.ampersand, 0x71, 0x71, 0, 0)
  set(t.bar, 0x72, 0x72, 0, 0)
  set(t.caret, 0x73, 0x73, 0, 0)
  set(t.shiftLeft, 0x74, 0x74, 0, 0)
  set(t.shiftRight, 0x75, 0x75, 0, 0)
  set(t.shiftRightUnsigned, 0x76, 0x76, 0, 0)
  set(t.equal, 0x46, 0x46, 0x61, 0x5b)
  set(t.notEqual, 0x47, 0x47, 0x62, 0x5c)
  set(t.less, 0x48, 0x49, 0x63, 0x5d)
  set(t.greater, 0x4a, 0x4b, 0x64, 0x5e)
  set(t.lessOrEqual, 0x4c, 0x4d, 0x65, 0x5f)
  set(t.greaterOrEqual, 0x4e, 0x4f, 0x66, 0x60)
}

/** The instruction of an operator; 0 where there is none. */
export function opcodeOf(token: i32, type: i32): u8 {
  if (type == intType) return load<u8>(signedOpcodes + token)
  if (type == unsignedType) return load<u8>(unsignedOpcodes + token)
  return load<u8>((type == doubleType ? doubleOpcodes : floatOpcodes) + token)
}

/** What an operation works on, where the sign counts when either side has it; void for a mixture. */
export function operandTypeOf(left: i32, right: i32): i32 {
  if (left == right) return left
  return isInteger(left) && isInteger(right) ? unsignedType : voidType
}

function isComparison(token: i32): bool {
  return (token >= t.equal && token <= t.greaterOrEqual) || token == t.less || token == t.greater
}

/** The type that an operation on a type gives. */
export function resultTypeOf(token: i32, type: i32): i32 {
  if (isComparison(token)) return intType
  if (token == t.shiftRightUnsigned) return unsignedType
  return type == unsignedType && token != t.over && token != t.modulo ? intType : type
}

/** Whether an instruction divides integers, where WebAssembly traps on divisors for which asm.js has a result. */
export function divides(opcode: u8): bool {
  return opcode >= opI32DivS && opcode <= opI32RemU
}
