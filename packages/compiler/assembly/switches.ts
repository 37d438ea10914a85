// `switch`. WebAssembly wants a block for each group of labels before the first one, so the labels are read ahead.

import { closeBlock, enterStatement, leaveStatement, openBlock } from './control'
import { integerExpression } from './expressions'
import { parseNumber, unsupported } from './host'
import { expect, isNameCharacter, next, start, token } from './lexer'
import * as op from './opcodes'
import { byte, i32Const, indexed, unsigned } from './sink'
import { statement } from './statements'
import { giveBackTemporary, takeTemporary } from './temporaries'
import * as t from './tokens'

const capacity: u32 = 4096
/** Entries of a jump table that are worth one label. */
const entriesPerLabel: i64 = 8

// The labels of the switch that was read last: values and groups. Labels that follow each other directly are one group.
const values = memory.data(4 * 4096, 4)
const groups = memory.data(4 * 4096, 4)
let labelCount: u32 = 0
let groupCount: u32 = 0
let defaultGroup: i32 = -1

/** Translates the statement at whose keyword the lexer is. */
export function switchStatement(): void {
  next()
  readLabels()
  const groupsHere = groupCount
  enterStatement(openBlock(), 0, true)
  for (let group: u32 = 0; group < groupsHere; group++) openBlock()
  expect(t.openParen)
  integerExpression()
  expect(t.closeParen)
  dispatch()
  expect(t.openBrace)
  for (let group: u32 = 0; group < groupsHere; group++) {
    closeBlock()
    statementsOfGroup()
  }
  expect(t.closeBrace)
  leaveStatement()
  closeBlock()
}

function isLabelToken(): bool {
  return token == t.caseKeyword || token == t.defaultKeyword
}

/** The labels of a group and the statements up to the next. */
function statementsOfGroup(): void {
  while (isLabelToken()) {
    while (token != t.colon) next()
    next()
  }
  while (!isLabelToken() && token != t.closeBrace) statement()
}

const caseText = memory.data<u8>([99, 97, 115, 101])
const defaultText = memory.data<u8>([100, 101, 102, 97, 117, 108, 116])

/** Reads the labels of the switch in front of whose condition the lexer is, without moving it. */
function readLabels(): void {
  labelCount = 0
  groupCount = 0
  defaultGroup = -1
  let at = start
  while (load<u8>(at) != <u8>t.openBrace) at++
  let depth = 0
  let previousEnd: usize = 0
  do {
    const code: i32 = load<u8>(at)
    if (code == t.openBrace) depth++
    else if (code == t.closeBrace) depth--
    else if (code == 0) unsupported(at)
    else if (depth == 1 && !isNameCharacter(load<u8>(at - 1)) && isLabel(at, code)) {
      if (at != previousEnd) groupCount++
      at = code == 99 ? readCase(at + 4) : readDefault(at + 7)
      previousEnd = at
      continue
    }
    at++
  } while (depth > 0)
}

function isLabel(at: usize, code: i32): bool {
  if (code == 99) return memory.compare(at, caseText, 4) == 0 && !isNameCharacter(load<u8>(at + 4))
  return code == 100 && memory.compare(at, defaultText, 7) == 0 && load<u8>(at + 7) == <u8>t.colon
}

function readDefault(at: usize): usize {
  defaultGroup = groupCount - 1
  return at + 1
}

/** Reads the value behind `case`, and gives where the label ends. */
function readCase(begin: usize): usize {
  let at = begin
  while (load<u8>(at) == 32) at++
  const isNegative = load<u8>(at) == <u8>t.minus
  if (isNegative) at++
  const digits = at
  while (isNameCharacter(load<u8>(at))) at++
  if (load<u8>(at) != <u8>t.colon || labelCount == capacity) unsupported(at)
  const value = numberAt(digits, at)
  store<i32>(values + (labelCount << 2), isNegative ? -value : value)
  store<u32>(groups + (labelCount << 2), groupCount - 1)
  labelCount++
  return at + 1
}

/** A few are written like `1e3`. */
function numberAt(begin: usize, end: usize): i32 {
  let value = 0
  for (let at = begin; at < end; at++) {
    const digit = <u8>(load<u8>(at) - 48)
    if (digit > 9) return <i32>(<i64>parseNumber(begin, <i32>(end - begin)))
    value = value * 10 + digit
  }
  return value
}

function valueAt(index: u32): i32 {
  return load<i32>(values + (index << 2))
}

/** Goes to the block of the value on the stack: the innermost is that of the first group. */
function dispatch(): void {
  const otherwise = defaultGroup == -1 ? groupCount : <u32>defaultGroup
  let least = i32.MAX_VALUE
  let most = i32.MIN_VALUE
  for (let index: u32 = 0; index < labelCount; index++) {
    least = min(least, valueAt(index))
    most = max(most, valueAt(index))
  }
  const span = <i64>most - <i64>least + 1
  if (labelCount > 0 && span <= labelCount * entriesPerLabel) jumpTable(least, <u32>span, otherwise)
  else compareEach(otherwise)
}

function jumpTable(least: i32, span: u32, otherwise: u32): void {
  if (least != 0) {
    i32Const(least)
    byte(op.opI32Sub)
  }
  indexed(op.opBrTable, span)
  for (let entry: u32 = 0; entry < span; entry++) unsigned(groupOf(least + entry, otherwise))
  unsigned(otherwise)
}

/** The group of a value. The first of equal labels counts. */
function groupOf(value: i32, otherwise: u32): u32 {
  for (let index: u32 = 0; index < labelCount; index++) {
    if (valueAt(index) == value) return load<u32>(groups + (index << 2))
  }
  return otherwise
}

function compareEach(otherwise: u32): void {
  const value = takeTemporary()
  indexed(op.opLocalSet, value)
  for (let index: u32 = 0; index < labelCount; index++) {
    indexed(op.opLocalGet, value)
    i32Const(valueAt(index))
    byte(op.opI32Eq)
    indexed(op.opBrIf, load<u32>(groups + (index << 2)))
  }
  indexed(op.opBr, otherwise)
  giveBackTemporary()
}
