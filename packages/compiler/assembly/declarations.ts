// The variables of a module: numbers, the heap, what is handed in, and tables of functions.

import { functionOf } from './functions'
import { viewOf } from './heap-views'
import { unsupported } from './host'
import { addImport } from './imports'
import { functionOfInvoke } from './invokes'
import { expect, next, start, symbol, token, value } from './lexer'
import { mathFunctionOf } from './math'
import { opEnd, opGlobalGet } from './opcodes'
import * as scope from './scope'
import { byte, f64Const, i32Const, indexed, name, twoBytes, unsigned } from './sink'
import { nameLength, nameStart } from './symbols'
import { addMember, beginTable, tableOf } from './tables'
import * as t from './tokens'
import { doubleType, intType, wasmTypeOf } from './types'

const capacity: u32 = 1024

// Variables that are numbers: the name, the type, and what they begin with: a number, or what is handed in under a name.
const symbols = memory.data(4 * 1024, 4)
const types = memory.data(1024)
const values = memory.data(8 * 1024, 8)
const importedNames = memory.data(4 * 1024, 4)
let count: u32 = 0
let importedCount: u32 = 0

const environmentModule = memory.data<u8>([101, 110, 118])
const environmentLength: u32 = 3

// Names at the begin of what a variable is set to.
const globalText = memory.data<u8>([103, 108, 111, 98, 97, 108])
const mathText = memory.data<u8>([77, 97, 116, 104])
const nanText = memory.data<u8>([78, 97, 78])
const infinityText = memory.data<u8>([73, 110, 102, 105, 110, 105, 116, 121])
const byteLengthText = memory.data<u8>([98, 121, 116, 101, 76, 101, 110, 103, 116, 104])

function isText(name: u32, text: usize, length: u32): bool {
  return nameLength(name) == length && memory.compare(nameStart(name), text, length) == 0
}

/** Reads the `var` statement at whose keyword the lexer is. */
export function declarations(): void {
  do {
    next()
    const variable = symbol
    expect(t.nameToken)
    expect(t.assign)
    if (token == t.openBracket) readTable(variable)
    else if (token == t.newKeyword) readHeap(variable)
    else if (token == t.plus) readImportedDouble(variable)
    else if (token == t.nameToken) readOutside(variable)
    else readNumber(variable)
  } while (token == t.comma)
  expect(t.semicolon)
}

function readTable(variable: u32): void {
  const table = tableOf(variable, start)
  beginTable(table)
  do {
    next()
    addMember(table, functionOf(symbol, start))
    expect(t.nameToken)
  } while (token == t.comma)
  expect(t.closeBracket)
}

/** Reads what is behind a dot, whatever it is called. */
function property(): u32 {
  expect(t.dot)
  const found = symbol
  next()
  return found
}

/** `new global.Int8Array(buffer)`, or the same by a variable. */
function readHeap(variable: u32): void {
  next()
  const origin = symbol
  expect(t.nameToken)
  const isAlias = scope.meaningOf(origin) == scope.constructorMeaning
  const view = isAlias ? <i32>scope.indexOf(origin) : viewOf(property())
  if (view == -1) unsupported(start)
  scope.define(variable, scope.heapMeaning, view)
  expect(t.openParen)
  expect(t.nameToken)
  expect(t.closeParen)
}

/** `+env.number` */
function readImportedDouble(variable: u32): void {
  next()
  if (!isText(symbol, environmentModule, environmentLength)) unsupported(start)
  next()
  addNumber(variable, doubleType, 0, property())
}

/** `env.abort`, `env.STACKTOP|0`, `global.NaN`, `global.Math.imul` and the like. */
function readOutside(variable: u32): void {
  const origin = symbol
  next()
  if (isText(origin, globalText, 6)) {
    readStandard(variable)
    return
  }
  if (!isText(origin, environmentModule, environmentLength)) unsupported(start)
  const imported = property()
  if (token == t.bar) {
    next()
    expect(t.integerToken)
    addNumber(variable, intType, 0, imported)
    return
  }
  const invoke = functionOfInvoke(imported)
  if (invoke != -1) {
    scope.define(variable, scope.functionMeaning, invoke)
    return
  }
  const id = addImport(environmentModule, environmentLength, nameStart(imported), nameLength(imported))
  scope.define(variable, scope.importMeaning, id)
}

function readStandard(variable: u32): void {
  const standard = property()
  const view = viewOf(standard)
  if (view != -1) scope.define(variable, scope.constructorMeaning, view)
  else if (isText(standard, mathText, 4)) scope.define(variable, scope.mathMeaning, mathFunctionOf(property()))
  else if (isText(standard, nanText, 3)) scope.define(variable, scope.constantMeaning, 0)
  else if (isText(standard, infinityText, 8)) scope.define(variable, scope.constantMeaning, 1)
  else if (isText(standard, byteLengthText, 10)) scope.define(variable, scope.growthMeaning, 0)
  else unsupported(start)
}

function readNumber(variable: u32): void {
  const isNegative = token == t.minus
  if (isNegative) next()
  if (token != t.integerToken && token != t.doubleToken) unsupported(start)
  const type = token == t.integerToken ? intType : doubleType
  addNumber(variable, type, isNegative ? -value : value, 0)
  next()
}

function addNumber(variable: u32, type: i32, initial: f64, imported: u32): void {
  if (count == capacity) unsupported(start)
  store<u32>(symbols + (count << 2), variable)
  store<u8>(types + count, <u8>type)
  store<f64>(values + (count << 3), initial)
  store<u32>(importedNames + (count << 2), imported)
  if (imported != 0) importedCount++
  count++
}

/** Gives the numbers their indexes: those that are handed in are globals before those of the module. */
export function finishDeclarations(): void {
  for (let index: u32 = 0; index < count; index++) {
    const variable = load<u32>(symbols + (index << 2))
    scope.define(variable, scope.globalMeaning, importedCount + index)
    scope.setType(variable, load<u8>(types + index))
  }
}

/** How many numbers are handed in. */
export function countOfImportedNumbers(): u32 {
  return importedCount
}

/** Writes the entries of numbers for the import section. */
export function writeImportedNumbers(): void {
  for (let index: u32 = 0; index < count; index++) {
    const imported = load<u32>(importedNames + (index << 2))
    if (imported == 0) continue
    name(environmentModule, environmentLength)
    name(nameStart(imported), nameLength(imported))
    twoBytes(3, wasmTypeOf(load<u8>(types + index)))
    byte(0)
  }
}

/** Writes the content of the global section. */
export function writeGlobals(): void {
  let imported: u32 = 0
  unsigned(count)
  for (let index: u32 = 0; index < count; index++) {
    const type: i32 = load<u8>(types + index)
    twoBytes(wasmTypeOf(type), 1)
    const initial = load<f64>(values + (index << 3))
    if (load<u32>(importedNames + (index << 2)) != 0) indexed(opGlobalGet, imported++)
    else if (type == intType) i32Const(<i32>(<i64>initial))
    else f64Const(initial)
    byte(opEnd)
  }
}
