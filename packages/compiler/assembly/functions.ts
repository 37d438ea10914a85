// The functions of the module. They get an id when they are first named, called or defined, and an index when they are
// defined, which is where their code lies.

import { unsupported } from './host'
import * as scope from './scope'
import { unsigned } from './sink'
import { voidType } from './types'

const capacity: u32 = 1 << 16
const unknown: u8 = 255

const indexes = memory.data(4 << 16, 4)
const results = memory.data(1 << 16)
/** What calls took a function to give. */
const wanted = memory.data(1 << 16)
const signatures = memory.data(4 << 16, 4)
let count: u32 = 0
let definedCount: u32 = 0

/** The id of a new function. */
export function addFunction(): u32 {
  if (count == capacity) unsupported(0)
  store<u32>(indexes + (count << 2), capacity)
  store<u8>(results + count, unknown)
  store<u8>(wanted + count, unknown)
  return count++
}

/** The id of a name that means nothing else. */
export function functionOf(symbol: u32, at: usize): u32 {
  const meaning = scope.meaningOf(symbol)
  if (meaning == scope.functionMeaning) return scope.indexOf(symbol)
  if (meaning != scope.unknownMeaning) unsupported(at)
  const id = addFunction()
  scope.define(symbol, scope.functionMeaning, id)
  return id
}

/** Says that the code of a function was just written. */
export function defineFunction(id: u32, signature: u32, result: i32): void {
  store<u32>(indexes + (id << 2), definedCount)
  store<u8>(results + id, <u8>result)
  store<u32>(signatures + (definedCount << 2), signature)
  definedCount++
}

/** Remembers that a call takes a value of this type from a function. */
export function want(id: u32, type: i32, at: usize): void {
  const known = load<u8>(wanted + id)
  if (known != unknown && known != <u8>type) unsupported(at)
  store<u8>(wanted + id, <u8>type)
}

/** What is known by now of a function's result, or `otherwise`. */
export function resultOf(id: u32, otherwise: i32): i32 {
  const result = load<u8>(results + id)
  if (result != unknown) return result
  const type = load<u8>(wanted + id)
  return type != unknown ? type : otherwise
}

/** Among the defined functions. */
export function functionIndex(id: u32): u32 {
  const index = load<u32>(indexes + (id << 2))
  if (index == capacity) unsupported(0)
  return index
}

export function signatureOfFunction(id: u32): u32 {
  return load<u32>(signatures + (functionIndex(id) << 2))
}

export function givesNothing(id: u32): bool {
  return load<u8>(results + id) == <u8>voidType
}

/** Requires that calls take what functions give. */
export function checkResults(): void {
  for (let id: u32 = 0; id < count; id++) {
    const type = load<u8>(wanted + id)
    if (type != unknown && type != load<u8>(results + id)) unsupported(0)
  }
}

export function countOfDefined(): u32 {
  return definedCount
}

/** Writes the content of the function section. */
export function writeFunctions(): void {
  unsigned(definedCount)
  for (let index: u32 = 0; index < definedCount; index++) unsigned(load<u32>(signatures + (index << 2)))
}
