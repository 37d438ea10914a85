// What operators work on: literals, variables, calls, and prefixes of these.

import { callFunction, callImport, callIndirect, callRuntime, take } from './calls'
import { assignment, expression, integerExpression, taken, used, usedLast } from './expressions'
import { isSlot, loadSlot, slotAddress, storeSlot } from './frames'
import { functionOf } from './functions'
import { heap } from './heap'
import { unsupported } from './host'
import { expect, integer, next, start, symbol, token, value } from './lexer'
import { writeMath } from './math'
import * as op from './opcodes'
import { runtimeToInt32 } from './runtime'
import * as scope from './scope'
import { addParameter, beginParameters, high, low, resumeParameters } from './signatures'
import { byte, f64Const, i32Const, indexed } from './sink'
import { tableOf } from './tables'
import { giveBackTemporary, takeTemporary } from './temporaries'
import * as t from './tokens'
import { doubleType, floatType, intType, isInteger, pendingType, storedTypeOf, unsignedType, voidType } from './types'

/** Writes an operand and gives its type. */
export function operand(use: i32): i32 {
  if (token == t.nameToken) return named(use)
  if (token == t.integerToken) {
    i32Const(integer)
    next()
    return intType
  }
  if (token == t.openParen) {
    next()
    const type = expression(usedLast)
    expect(t.closeParen)
    return type
  }
  if (token == t.doubleToken) {
    f64Const(value)
    next()
    return doubleType
  }
  return prefixed()
}

function prefixed(): i32 {
  const prefix = token
  next()
  if (prefix == t.minus) return negative()
  if (prefix == t.plus) return toDouble()
  if (prefix == t.tilde) return complement()
  if (prefix != t.bang) unsupported(start)
  if (!isInteger(taken(operand(used)))) unsupported(start)
  byte(op.opI32Eqz)
  return intType
}

function negative(): i32 {
  if (token == t.integerToken) {
    i32Const(-integer)
    next()
    return intType
  }
  if (token == t.doubleToken) {
    f64Const(-value)
    next()
    return doubleType
  }
  const type = taken(operand(used))
  if (type == doubleType) byte(op.opF64Neg)
  else if (type == floatType) byte(op.opF32Neg)
  else {
    i32Const(-1)
    byte(op.opI32Mul)
    return intType
  }
  return type
}

/** `+x`, which is how doubles are marked. */
function toDouble(): i32 {
  if (token == t.integerToken) {
    f64Const(value)
    next()
    return doubleType
  }
  const type = operand(used)
  if (type == pendingType) return take(doubleType)
  if (type == intType) byte(op.opF64ConvertI32S)
  else if (type == unsignedType) byte(op.opF64ConvertI32U)
  else if (type == floatType) byte(op.opF64PromoteF32)
  return doubleType
}

/** `~x`, and `~~x`, which makes an integer of a double. */
function complement(): i32 {
  const isTwice = token == t.tilde
  if (isTwice) next()
  const type = taken(operand(used))
  if (type == floatType) byte(op.opF64PromoteF32)
  if (!isInteger(type)) callRuntime(runtimeToInt32)
  if (!isTwice) {
    i32Const(-1)
    byte(op.opI32Xor)
  }
  return intType
}

function named(use: i32): i32 {
  const name = symbol
  const place = start
  next()
  if (scope.isLocal(name)) return local(scope.localIndexOf(name), scope.localTypeOf(name), use)
  const meaning = scope.meaningOf(name)
  const index = scope.indexOf(name)
  if (meaning == scope.heapMeaning) return heap(index, use)
  if (meaning == scope.globalMeaning) return global(index, scope.typeOf(name), use)
  if (meaning == scope.importMeaning) {
    callArguments()
    callImport(index, low, high)
    return pendingType
  }
  if (meaning == scope.mathMeaning) {
    callArguments()
    return writeMath(index)
  }
  if (meaning == scope.constantMeaning) {
    f64Const(index == 1 ? Infinity : NaN)
    return doubleType
  }
  // What means nothing yet is a function or a table, which are defined after their use.
  if (token == t.openBracket) return indirect(tableOf(name, place))
  const id = functionOf(name, place)
  callArguments()
  callFunction(id)
  return pendingType
}

function local(index: u32, type: i32, use: i32): i32 {
  if (isSlot(index)) return slot(index, use)
  if (token != t.assign) {
    indexed(op.opLocalGet, index)
    return type
  }
  assigned(type)
  const isTaken = isUsed(use)
  indexed(isTaken ? op.opLocalTee : op.opLocalSet, index)
  return isTaken ? type : voidType
}

/** An integer that lives in memory. */
function slot(index: u32, use: i32): i32 {
  slotAddress()
  if (token != t.assign) {
    loadSlot(index)
    return intType
  }
  assigned(intType)
  const isTaken = isUsed(use)
  const kept = takeTemporary()
  if (isTaken) indexed(op.opLocalTee, kept)
  storeSlot(index)
  if (isTaken) indexed(op.opLocalGet, kept)
  giveBackTemporary()
  return isTaken ? intType : voidType
}

function global(index: u32, type: i32, use: i32): i32 {
  if (token == t.assign) {
    assigned(type)
    indexed(op.opGlobalSet, index)
    if (!isUsed(use)) return voidType
  }
  indexed(op.opGlobalGet, index)
  return type
}

/** Reads what is assigned to a variable of a type. */
function assigned(type: i32): void {
  next()
  const given = assignment(used)
  if (given == pendingType) take(type)
  else if (storedTypeOf(given) != type) unsupported(start)
}

/** Whether the value of the assignment that was just read is taken. */
export function isUsed(use: i32): bool {
  return use == used || (use == usedLast && token != t.comma)
}

/** `table[index&mask](…)`. The index is evaluated first, and needed last. */
function indirect(table: u32): i32 {
  next()
  integerExpression()
  expect(t.closeBracket)
  const index = takeTemporary()
  indexed(op.opLocalSet, index)
  callArguments()
  indexed(op.opLocalGet, index)
  giveBackTemporary()
  callIndirect(table)
  return pendingType
}

/** Writes the arguments of a call; their types are the parameters that were added last. */
function callArguments(): void {
  expect(t.openParen)
  beginParameters()
  while (token != t.closeParen) {
    const oldLow = low
    const oldHigh = high
    const type = taken(assignment(used))
    resumeParameters(oldLow, oldHigh)
    addParameter(type, start)
    if (token == t.comma) next()
  }
  next()
}
