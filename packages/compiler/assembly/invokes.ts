// emscripten's `invoke_…` call a function and catch C++ exceptions, which are JavaScript ones. In the script they are
// JavaScript, so that each call leaves WebAssembly and enters it again, hundreds of thousands of times. Here they are
// functions of the module, with WebAssembly's own exception handling.

import { callFunction, callImport, dropResult, take } from './calls'
import { exportedFunction } from './exports'
import { addFunction, defineFunction } from './functions'
import { countOfInvokes, invokeOf, invokeSignature, invokeSignatureLength } from './glue'
import { unsupported } from './host'
import { addImport } from './imports'
import * as op from './opcodes'
import { runtimeModule, runtimeModuleLength } from './runtime'
import { addParameter, beginParameters, high, low, signatureOf } from './signatures'
import { byte, cursor, f64Const, i32Const, indexed, setCursor, setPadded, twoBytes } from './sink'
import { doubleType, intType, voidType, wasmTypeOf } from './types'

const capacity: u32 = 1024
const sizeWidth: i32 = 4

const caughtName = memory.data<u8>([99, 97, 117, 103, 104, 116])
const dynCallText = memory.data<u8>([100, 121, 110, 67, 97, 108, 108, 95])
const stackSaveText = memory.data<u8>([115, 116, 97, 99, 107, 83, 97, 118, 101])
const stackRestoreText = memory.data<u8>([115, 116, 97, 99, 107, 82, 101, 115, 116, 111, 114, 101])
const setThrewText = memory.data<u8>([95, 115, 101, 116, 84, 104, 114, 101, 119])

/** Ids of the functions that stand for those which are used, plus one. */
const ids = memory.data(4 * 1024, 4)

/** The function that stands for what is handed in under a name; -1 when that is no `invoke_…`. */
export function functionOfInvoke(symbol: u32): i32 {
  const invoke = invokeOf(symbol)
  if (invoke == -1) return -1
  if (<u32>invoke >= capacity) unsupported(0)
  const id = addFunction()
  store<u32>(ids + (invoke << 2), id + 1)
  return id
}

/** Writes the functions, when the exports are known. */
export function defineInvokes(): void {
  for (let invoke: u32 = 0; invoke < countOfInvokes(); invoke++) {
    const id = load<u32>(ids + (invoke << 2))
    if (id != 0) defineInvoke(invoke, id - 1)
  }
}

function typeOfLetter(letter: u32): i32 {
  if (letter == 105) return intType
  if (letter == 100) return doubleType
  if (letter != 118) unsupported(0)
  return voidType
}

function required(id: i32): u32 {
  if (id == -1) unsupported(0)
  return id
}

/** `setThrew`, or `_setThrew` in later releases. */
function setThrew(): u32 {
  const id = exportedFunction(0, 0, setThrewText + 1, 8)
  return required(id == -1 ? exportedFunction(0, 0, setThrewText, 9) : id)
}

function defineInvoke(invoke: u32, id: u32): void {
  const signature = invokeSignature(invoke)
  const length = invokeSignatureLength(invoke)
  const result = typeOfLetter(load<u8>(signature))
  beginParameters()
  addParameter(intType, 0)
  for (let index: u32 = 1; index < length; index++) addParameter(typeOfLetter(load<u8>(signature + index)), 0)
  const type = signatureOf(low, high, result)
  const dynCall = required(exportedFunction(dynCallText, 8, signature, length))
  const place = cursor
  setCursor(cursor + sizeWidth)
  writeBody(dynCall, length, result)
  setPadded(place, sizeWidth, <u32>(cursor - place - sizeWidth))
  defineFunction(id, type, result)
}

/** Calls with all parameters; what is thrown is a number when it is of C++, and told by `setThrew`. */
function writeBody(dynCall: u32, parameterCount: u32, result: i32): void {
  const kept = parameterCount
  twoBytes(1, 1)
  byte(wasmTypeOf(intType))
  callFunction(required(exportedFunction(0, 0, stackSaveText, 9)))
  take(intType)
  indexed(op.opLocalSet, kept)
  twoBytes(op.opTry, wasmTypeOf(result))
  for (let index: u32 = 0; index < parameterCount; index++) indexed(op.opLocalGet, index)
  callFunction(dynCall)
  if (result != voidType) take(result)
  byte(op.opCatchAll)
  writeRethrow()
  indexed(op.opLocalGet, kept)
  callFunction(required(exportedFunction(0, 0, stackRestoreText, 12)))
  dropResult()
  i32Const(1)
  i32Const(0)
  callFunction(setThrew())
  dropResult()
  if (result == intType) i32Const(0)
  else if (result == doubleType) f64Const(NaN)
  byte(op.opEnd)
  byte(op.opEnd)
}

let caughtImport: i32 = -1

/** Throws on what is not of C++, such as the end of the stack. */
function writeRethrow(): void {
  if (caughtImport == -1) caughtImport = addImport(runtimeModule, runtimeModuleLength, caughtName, 6)
  beginParameters()
  callImport(caughtImport, low, high)
  take(intType)
  byte(op.opI32Eqz)
  twoBytes(op.opIf, wasmTypeOf(voidType))
  indexed(op.opRethrow, 1)
  byte(op.opEnd)
}
