// Functions: parameters, locals, statements.

import { beginControl } from './control'
import { beginFrame, countOfKept, endFrame, isSlot, slotAddress, slotOf, storeSlot, withoutFrame } from './frames'
import { defineFunction, functionOf } from './functions'
import { unsupported } from './host'
import { expect, next, start, symbol, token, value } from './lexer'
import { isFround } from './math'
import { opEnd, opLocalSet } from './opcodes'
import * as scope from './scope'
import { addParameter, beginParameters, high, low, signatureOf } from './signatures'
import { byte, cursor, f32Const, f64Const, i32Const, indexed, setCursor, setPadded } from './sink'
import { functionBody } from './statements'
import { beginTemporaries, countOfTemporaries } from './temporaries'
import * as t from './tokens'
import { doubleType, floatType, intType, voidType, wasmTypeOf } from './types'

const sizeWidth: i32 = 4
const countWidth: i32 = 2
/** Integers, doubles, floats, and integers in between. */
const groupCount: i32 = 4
const mostLocals: u32 = 1 << 14

// The parameters or locals of the function that is being read.
const names = memory.data(4 << 14, 4)
const types = memory.data(1 << 14)
const values = memory.data(8 << 14, 8)
let count: u32 = 0

function addLocal(name: u32, type: i32, initial: f64): void {
  if (count == mostLocals) unsupported(start)
  store<u32>(names + (count << 2), name)
  store<u8>(types + count, <u8>type)
  store<f64>(values + (count << 3), initial)
  count++
}

/** Translates the function at whose keyword the lexer is. */
export function functionDefinition(): void {
  next()
  const id = functionOf(symbol, start)
  next()
  scope.enterFunction()
  readParameters()
  const parameterCount = count
  const parametersLow = low
  const parametersHigh = high
  const place = beginCode()
  declareLocals(parameterCount, place)
  beginControl()
  const result = functionBody()
  endFrame()
  if (result != voidType) writeConstant(result, 0)
  byte(opEnd)
  setCount(place, 3, countOfTemporaries())
  setPadded(place, sizeWidth, <u32>(cursor - place - sizeWidth))
  defineFunction(id, signatureOf(parametersLow, parametersHigh, result), result)
}

/** Reads the list of names and the statements that say their types. */
function readParameters(): void {
  count = 0
  expect(t.openParen)
  while (token != t.closeParen) {
    addLocal(symbol, intType, 0)
    expect(t.nameToken)
    if (token == t.comma) next()
  }
  next()
  expect(t.openBrace)
  beginParameters()
  for (let index: u32 = 0; index < count; index++) {
    const name = load<u32>(names + (index << 2))
    const type = parameterType(name)
    scope.defineLocal(name, index, type)
    addParameter(type, start)
  }
}

function expectName(name: u32): void {
  if (token != t.nameToken || symbol != name) unsupported(start)
  next()
}

/** Reads `a=a|0;`, `a=+a;` or `a=fround(a);`. */
function parameterType(name: u32): i32 {
  expectName(name)
  expect(t.assign)
  let type = intType
  if (token == t.plus) {
    type = doubleType
    next()
    expectName(name)
  } else if (token == t.nameToken && symbol == name) {
    next()
    expect(t.bar)
    expect(t.integerToken)
  } else {
    type = floatType
    expectFround()
    expectName(name)
    expect(t.closeParen)
  }
  if (token != t.closeBrace) expect(t.semicolon)
  return type
}

/** Reads `fround(`, under whatever name. */
function expectFround(): void {
  if (token != t.nameToken || scope.meaningOf(symbol) != scope.mathMeaning) unsupported(start)
  if (!isFround(scope.indexOf(symbol))) unsupported(start)
  next()
  expect(t.openParen)
}

/** Leaves room for the size and the counts of locals, and gives where that is. */
function beginCode(): usize {
  const place = cursor
  setCursor(cursor + sizeWidth)
  byte(<u8>groupCount)
  for (let group: i32 = 0; group < groupCount; group++) {
    setCursor(cursor + countWidth)
    byte(wasmTypeOf(group == 1 ? doubleType : group == 2 ? floatType : intType))
  }
  return place
}

/** Reads the declarations; locals get their indexes by type, as WebAssembly has them. */
function declareLocals(parameterCount: u32, place: usize): void {
  readDeclarations()
  const integers = countOf(intType)
  const kept = countOfKept(integers)
  const hasFrame = kept < integers
  declareType(intType, parameterCount, kept)
  const framePointer = parameterCount + kept
  const afterIntegers = framePointer + (hasFrame ? 1 : 0)
  const doubles = countOf(doubleType)
  const floats = countOf(floatType)
  declareType(doubleType, afterIntegers, doubles)
  declareType(floatType, afterIntegers + doubles, floats)
  setCount(place, 0, afterIntegers - parameterCount)
  setCount(place, 1, doubles)
  setCount(place, 2, floats)
  beginTemporaries(afterIntegers + doubles + floats)
  if (hasFrame) beginFrame(framePointer, integers - kept)
  else withoutFrame()
  for (let local: u32 = 0; local < count; local++) initialize(local)
}

function setCount(place: usize, group: i32, size: u32): void {
  setPadded(place + sizeWidth + 1 + group * (countWidth + 1), countWidth, size)
}

function countOf(type: i32): u32 {
  let sum: u32 = 0
  for (let local: u32 = 0; local < count; local++) {
    if (load<u8>(types + local) == <u8>type) sum++
  }
  return sum
}

/** Gives indexes from `first` on to so many locals of a type, and slots to the others. */
function declareType(type: i32, first: u32, kept: u32): void {
  let index: u32 = 0
  for (let local: u32 = 0; local < count; local++) {
    if (load<u8>(types + local) != <u8>type) continue
    scope.defineLocal(load<u32>(names + (local << 2)), index < kept ? first + index : slotOf(index - kept), type)
    index++
  }
}

/** Writes the value that a local begins with, unless it is zero, as all are. */
function initialize(local: u32): void {
  const initial = load<f64>(values + (local << 3))
  if (reinterpret<u64>(initial) == 0) return
  const index = scope.localIndexOf(load<u32>(names + (local << 2)))
  if (isSlot(index)) slotAddress()
  writeConstant(load<u8>(types + local), initial)
  if (isSlot(index)) storeSlot(index)
  else indexed(opLocalSet, index)
}

function readDeclarations(): void {
  count = 0
  while (token == t.varKeyword) {
    do {
      next()
      const name = symbol
      expect(t.nameToken)
      expect(t.assign)
      readInitialValue(name)
    } while (token == t.comma)
    if (token != t.closeBrace) expect(t.semicolon)
  }
}

function readInitialValue(name: u32): void {
  const isFloat = token == t.nameToken
  if (isFloat) expectFround()
  const isNegative = token == t.minus
  if (isNegative) next()
  if (token != t.integerToken && token != t.doubleToken) unsupported(start)
  const type = isFloat ? floatType : token == t.integerToken ? intType : doubleType
  // An integer has no negative zero.
  const initial = isNegative && !(type == intType && value == 0) ? -value : value
  next()
  if (isFloat) expect(t.closeParen)
  addLocal(name, type, initial)
}

function writeConstant(type: i32, constant: f64): void {
  if (type == intType) i32Const(<i32>(<i64>constant))
  else if (type == doubleType) f64Const(constant)
  else f32Const(<f32>constant)
}
