// Loads and stores: `view[pointer>>shift]`.

import { take } from './calls'
import { takeOffset } from './constant-sum'
import { assignment, binary, operators, taken, used } from './expressions'
import { elementTypeOf, loadOpcodeOf, shiftOf, storeOpcodeOf } from './heap-views'
import { unsupported } from './host'
import { expect, integer, isFollowedBy, next, rewind, start, token } from './lexer'
import * as op from './opcodes'
import { isUsed } from './operands'
import { byte, i32Const, indexed, unsigned } from './sink'
import { giveBackTemporary, takeTemporary } from './temporaries'
import * as t from './tokens'
import { doubleType, floatType, intType, isInteger, pendingType, storedTypeOf, voidType } from './types'

/** Writes the load or the assignment of an element of a view, whose name was just read. */
export function heap(view: u32, use: i32): i32 {
  expect(t.openBracket)
  const shift = shiftOf(view)
  const offset = address(shift)
  expect(t.closeBracket)
  if (token == t.assign) return assigned(view, offset, use)
  byte(loadOpcodeOf(view))
  byte(<u8>shift)
  unsigned(offset)
  return elementTypeOf(view)
}

/** Writes a pointer in bytes for an index into a view, and gives what is to be added to it. */
function address(shift: i32): u32 {
  if (token == t.integerToken && isFollowedBy(t.closeBracket)) {
    i32Const(integer << shift)
    next()
    return 0
  }
  let type = binary(t.additivePrecedence, used)
  if (token == t.closeBracket && shift == 0) return pointer(type)
  if (token == t.shiftRight) {
    const place = start
    next()
    if (token == t.integerToken && integer == shift && isFollowedBy(t.closeBracket)) {
      next()
      return pointer(type)
    }
    rewind(place)
  }
  type = taken(operators(type, 0))
  if (!isInteger(type)) unsupported(start)
  i32Const(shift)
  byte(op.opI32Shl)
  return 0
}

function pointer(type: i32): u32 {
  if (!isInteger(taken(type))) unsupported(start)
  return takeOffset()
}

function assigned(view: u32, offset: u32, use: i32): i32 {
  next()
  const type = elementTypeOf(view)
  convert(assignment(used), type)
  const isTaken = isUsed(use)
  let kept: u32 = 0
  if (isTaken) {
    if (type != intType) unsupported(start)
    kept = takeTemporary()
    indexed(op.opLocalTee, kept)
  }
  byte(storeOpcodeOf(view))
  byte(<u8>shiftOf(view))
  unsigned(offset)
  if (!isTaken) return voidType
  indexed(op.opLocalGet, kept)
  giveBackTemporary()
  return type
}

/** Makes an element of the value on the stack. */
function convert(given: i32, type: i32): void {
  if (given == pendingType) take(type)
  else if (given == doubleType && type == floatType) byte(op.opF32DemoteF64)
  else if (given == floatType && type == doubleType) byte(op.opF64PromoteF32)
  else if (storedTypeOf(given) != type) unsupported(start)
}
