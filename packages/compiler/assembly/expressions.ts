// Expressions: each token is read once, and code is written as it is read.

import { callImport, callRuntime, dropResult, take, takeAny } from './calls'
import { addConstant } from './constant-sum'
import { unsupported } from './host'
import { expect, integer, next, rewind, start, token } from './lexer'
import * as op from './opcodes'
import { operand } from './operands'
import { divides, opcodeOf, operandTypeOf, resultTypeOf } from './operators'
import { remainderImport, runtimeDivision } from './runtime'
import { addParameter, beginParameters, high, low } from './signatures'
import { byte, cursor, i32Const, setCursor, twoBytes } from './sink'
import * as t from './tokens'
import { doubleType, intType, isInteger, pendingType, unsignedType, voidType, wasmTypeOf } from './types'

// Whether the value of an expression is taken: not, always, or unless a comma follows.
export const unused: i32 = 0
export const used: i32 = 1
export const usedLast: i32 = 2

/** An expression with commas. Gives the type of what it leaves on the stack. */
export function expression(use: i32): i32 {
  let type = assignment(use)
  while (token == t.comma) {
    drop(type)
    next()
    type = assignment(use)
  }
  return type
}

/** An expression of which nothing is left. */
export function unusedExpression(): void {
  drop(expression(unused))
}

/** An expression whose value is an integer. */
export function integerExpression(): void {
  if (!isInteger(taken(expression(usedLast)))) unsupported(start)
}

/** The type of a value that is taken as it is. */
export function taken(type: i32): i32 {
  return type == pendingType ? takeAny() : type
}

function drop(type: i32): void {
  if (type == pendingType) dropResult()
  else if (type != voidType) byte(op.opDrop)
}

/** An expression without commas. */
export function assignment(use: i32): i32 {
  const type = binary(0, use)
  return token == t.question ? conditional(type, use) : type
}

function conditional(condition: i32, use: i32): i32 {
  if (!isInteger(taken(condition))) unsupported(start)
  next()
  twoBytes(op.opIf, wasmTypeOf(voidType))
  const typePlace = cursor - 1
  const first = branch(use)
  expect(t.colon)
  byte(op.opElse)
  const second = branch(use)
  byte(op.opEnd)
  store<u8>(typePlace, wasmTypeOf(first))
  if (first == second) return first
  if (!isInteger(first) || !isInteger(second)) unsupported(start)
  return intType
}

function branch(use: i32): i32 {
  if (use != unused) return taken(assignment(used))
  drop(assignment(unused))
  return voidType
}

/** Operators that bind at least as tight as `minimum`. */
export function binary(minimum: i32, use: i32): i32 {
  return operators(operand(use), minimum)
}

/** What follows an operand of a type. */
export function operators(first: i32, minimum: i32): i32 {
  let left = first
  while (true) {
    const operator = token
    const precedence = t.precedenceOf(operator)
    if (precedence == 0 || precedence < minimum) return left
    next()
    if (isLiteralOperand(precedence)) left = withLiteral(operator, left)
    else {
      left = taken(left)
      left = combined(operator, left, taken(binary(precedence + 1, used)))
    }
  }
}

/** What {@link isLiteralOperand} read. */
let literal: i32 = 0

/** Reads an integer literal if that is all of the operand; if there is more, nothing was read. */
function isLiteralOperand(precedence: i32): bool {
  const place = start
  const isNegative = token == t.minus
  if (isNegative) next()
  if (token == t.integerToken) {
    literal = isNegative ? -integer : integer
    next()
    if (t.precedenceOf(token) <= precedence) return true
  } else if (!isNegative) return false
  rewind(place)
  return false
}

function withLiteral(operator: i32, operandType: i32): i32 {
  const value = literal
  if (value == 0 && operator == t.bar && operandType == pendingType) return take(intType)
  const left = taken(operandType)
  if (!isInteger(left)) unsupported(start)
  if (value == 0) {
    if (operator == t.bar || operator == t.shiftRight) return intType
    if (operator == t.shiftRightUnsigned) return unsignedType
    if (operator == t.equal) {
      byte(op.opI32Eqz)
      return intType
    }
  }
  if (operator == t.plus) {
    addConstant(value)
    return intType
  }
  if (operator == t.shiftRight && isSignExtension(value)) return intType
  i32Const(value)
  const opcode = opcodeOf(operator, left)
  if (divides(opcode) && (value == 0 || value == -1)) callRuntime(runtimeDivision(opcode))
  else byte(opcode)
  return resultTypeOf(operator, left)
}

/** `x<<24>>24` is one instruction. */
function isSignExtension(shift: i32): bool {
  if (shift != 24 && shift != 16) return false
  if (load<u8>(cursor - 3) != op.opI32Const || load<u8>(cursor - 2) != <u8>shift) return false
  if (load<u8>(cursor - 1) != op.opI32Shl) return false
  setCursor(cursor - 3)
  byte(shift == 24 ? op.opI32Extend8S : op.opI32Extend16S)
  return true
}

function combined(operator: i32, left: i32, right: i32): i32 {
  const type = operandTypeOf(left, right)
  if (type == voidType) unsupported(start)
  const opcode = opcodeOf(operator, type)
  if (isInteger(type) && divides(opcode)) callRuntime(runtimeDivision(opcode))
  else if (operator == t.modulo && type == doubleType) writeRemainder()
  else if (opcode == 0) unsupported(start)
  else byte(opcode)
  return resultTypeOf(operator, type)
}

function writeRemainder(): void {
  beginParameters()
  addParameter(doubleType, start)
  addParameter(doubleType, start)
  callImport(remainderImport(), low, high)
  take(doubleType)
}
