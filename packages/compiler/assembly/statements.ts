// The statements of a function.

import {
  branchTo,
  closeBlock,
  enterStatement,
  leaveStatement,
  openBlock,
  openIf,
  openLoop,
  setLabel,
  writeBreak,
  writeContinue,
} from './control'
import { expression, integerExpression, taken, unusedExpression, usedLast } from './expressions'
import { endFrame } from './frames'
import { unsupported } from './host'
import { expect, integer, isFollowedBy, next, rewind, start, symbol, token } from './lexer'
import * as op from './opcodes'
import { byte, cursor } from './sink'
import { switchStatement } from './switches'
import * as t from './tokens'
import { storedTypeOf, voidType } from './types'

const unknownResult: i32 = -1
let resultType: i32 = unknownResult

/** Translates a function's statements, up to the brace that ends it, and gives the type of its result. */
export function functionBody(): i32 {
  resultType = unknownResult
  untilBrace()
  return resultType == unknownResult ? voidType : resultType
}

function untilBrace(): void {
  while (token != t.closeBrace) statement()
  next()
}

/** Translates one statement. */
export function statement(): void {
  switch (token) {
    case t.openBrace:
      next()
      untilBrace()
      break
    case t.semicolon:
      next()
      break
    case t.ifKeyword:
      ifStatement()
      break
    case t.doKeyword:
      doStatement()
      break
    case t.whileKeyword:
      whileStatement()
      break
    case t.switchKeyword:
      switchStatement()
      break
    case t.returnKeyword:
      returnStatement()
      break
    case t.breakKeyword:
    case t.continueKeyword:
      jumpStatement()
      break
    default:
      if (token == t.nameToken && isFollowedBy(t.colon)) labelledStatement()
      else {
        unusedExpression()
        endOfStatement()
      }
  }
}

function endOfStatement(): void {
  if (token != t.closeBrace) expect(t.semicolon)
}

function labelledStatement(): void {
  setLabel(symbol, start)
  next()
  next()
  if (token == t.doKeyword || token == t.whileKeyword || token == t.switchKeyword) {
    statement()
    return
  }
  enterStatement(openBlock(), 0, false)
  statement()
  leaveStatement()
  closeBlock()
}

function condition(): void {
  expect(t.openParen)
  integerExpression()
  expect(t.closeParen)
}

function ifStatement(): void {
  next()
  condition()
  openIf()
  statement()
  if (token == t.elseKeyword) {
    byte(op.opElse)
    next()
    statement()
  }
  closeBlock()
}

/** Whether the condition that follows is just this number; then it was read. */
function isConstantCondition(value: i32): bool {
  const place = start
  expect(t.openParen)
  if (token == t.integerToken && integer == value && isFollowedBy(t.closeParen)) {
    next()
    next()
    return true
  }
  rewind(place)
  return false
}

function whileStatement(): void {
  next()
  const breakDepth = openBlock()
  const loopDepth = openLoop()
  enterStatement(breakDepth, loopDepth, true)
  if (!isConstantCondition(1)) {
    condition()
    byte(op.opI32Eqz)
    branchTo(breakDepth, op.opBrIf)
  }
  statement()
  branchTo(loopDepth, op.opBr)
  leaveStatement()
  closeBlock()
  closeBlock()
}

/** Most are `do … while(0)`, which only say where `break` goes; that is known at their end. */
function doStatement(): void {
  next()
  const breakDepth = openBlock()
  const loopPlace = cursor
  const loopDepth = openLoop()
  enterStatement(breakDepth, openBlock(), true)
  statement()
  leaveStatement()
  closeBlock()
  expect(t.whileKeyword)
  if (isConstantCondition(0)) store<u8>(loopPlace, op.opBlock)
  else {
    condition()
    branchTo(loopDepth, op.opBrIf)
  }
  closeBlock()
  closeBlock()
  endOfStatement()
}

function jumpStatement(): void {
  const isBreak = token == t.breakKeyword
  const place = start
  next()
  let label: u32 = 0
  if (token == t.nameToken) {
    label = symbol
    next()
  }
  if (isBreak) writeBreak(label, place)
  else writeContinue(label, place)
  endOfStatement()
}

function returnStatement(): void {
  next()
  const isEmpty = token == t.semicolon || token == t.closeBrace
  const type = isEmpty ? voidType : storedTypeOf(taken(expression(usedLast)))
  if (resultType != unknownResult && resultType != type) unsupported(start)
  resultType = type
  endFrame()
  byte(op.opReturn)
  endOfStatement()
}
