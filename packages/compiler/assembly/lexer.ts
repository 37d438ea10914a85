// Tokens of asm.js, one at a time: the current one and what belongs to it are variables.

import { parseNumber, unsupported } from './host'
import { intern, keywordCount } from './symbols'
import * as t from './tokens'

/** The current token. */
export let token: i32 = 0
/** Of a number. */
export let value: f64 = 0
/** Of an integer. */
export let integer: i32 = 0
/** Of a name. */
export let symbol: u32 = 0
/** Where the current token begins. */
export let start: usize = 0
let position: usize = 0

const letter: u8 = 1
const digit: u8 = 2
const space: u8 = 3
const operator: u8 = 4

const classes = memory.data(256)

function setClasses(first: i32, last: i32, kind: u8): void {
  for (let code = first; code <= last; code++) store<u8>(classes + code, kind)
}

export function initializeLexer(at: usize): void {
  setClasses(48, 57, digit)
  setClasses(65, 90, letter)
  setClasses(97, 122, letter)
  setClasses(95, 95, letter)
  setClasses(36, 36, letter)
  setClasses(32, 32, space)
  setClasses(9, 13, space)
  setClasses(t.less, t.greater, operator)
  setClasses(t.bang, t.bang, operator)
  setClasses(t.over, t.over, operator)
  setClasses(t.dot, t.dot, operator)
  position = at
}

@inline
function classOf(code: u32): u8 {
  return load<u8>(classes + code)
}

/** Whether a character belongs to names. */
export function isNameCharacter(code: u32): bool {
  return <u8>(classOf(code) - 1) <= 1
}

/** Whether the character behind the current token is this one. */
@inline
export function isFollowedBy(code: i32): bool {
  return load<u8>(position) == <u8>code
}

/** Goes back to the token that begins at `place`. */
export function rewind(place: usize): void {
  position = place
  next()
}

/** Requires the current token and reads the next one. */
@inline
export function expect(expected: i32): void {
  if (token != expected) unsupported(start)
  next()
}

/** Reads the next token. */
export function next(): void {
  let at = position
  let code: u32 = load<u8>(at)
  while (classOf(code) == space) code = load<u8>(++at)
  start = at
  const kind = classOf(code)
  if (kind == letter) {
    let key: u32 = 0
    do {
      key = (key << 8) | code
      code = load<u8>(++at)
    } while (<u8>(classOf(code) - 1) <= 1)
    position = at
    symbol = intern(start, <u32>(at - start), key)
    token = symbol <= keywordCount ? t.functionKeyword - 1 + symbol : t.nameToken
  } else if (kind == digit) readNumber()
  else if (kind == operator) readOperator(code)
  else {
    position = at + 1
    token = code
  }
}

/** Skips a block with its braces, of which the first is the current token. */
export function skipBlock(): void {
  let depth = 1
  while (depth > 0) {
    const code: i32 = load<u8>(position++)
    if (code == t.openBrace) depth++
    else if (code == t.closeBrace) depth--
    else if (code == 0) unsupported(position)
  }
  next()
}

function readNumber(): void {
  let at = start
  let sum: u64 = 0
  let code: u32 = load<u8>(at)
  do {
    sum = sum * 10 + (code - 48)
    code = load<u8>(++at)
  } while (classOf(code) == digit)
  if (code == t.dot || classOf(code) == letter || at - start > 10) {
    readDouble()
    return
  }
  position = at
  value = <f64>sum
  integer = <i32>sum
  token = sum <= 0xffff_ffff ? t.integerToken : t.doubleToken
}

/** With a dot it is a double even when its value is whole; without one, `2e3` is an integer. */
function readDouble(): void {
  let at = start
  let hasDot = false
  while (true) {
    const code: i32 = load<u8>(at)
    const isSign = code == t.minus || code == t.plus
    if (isSign ? (load<u8>(at - 1) | 32) != 101 : code != t.dot && !isNameCharacter(code)) break
    if (code == t.dot) hasDot = true
    at++
  }
  position = at
  value = parseNumber(start, <i32>(at - start))
  const isWhole = !hasDot && value <= 0xffff_ffff && value == floor(value)
  token = isWhole ? t.integerToken : t.doubleToken
  if (isWhole) integer = <i32>(<u64>value)
}

function readOperator(code: i32): void {
  const second: i32 = load<u8>(start + 1)
  if (code == t.dot && classOf(second) == digit) {
    readDouble()
    return
  }
  if (code == t.over && second == t.over) {
    skipLine()
    return
  }
  let length: usize = 2
  if (code == t.bang && second == t.assign) token = t.notEqual
  else if (code == t.assign && second == t.assign) token = t.equal
  else if (code == t.less && second == t.less) token = t.shiftLeft
  else if (code == t.less && second == t.assign) token = t.lessOrEqual
  else if (code == t.greater && second == t.assign) token = t.greaterOrEqual
  else if (code == t.greater && second == t.greater) {
    token = t.shiftRight
    if (load<u8>(start + 2) == <u8>t.greater) {
      token = t.shiftRightUnsigned
      length = 3
    }
  } else {
    token = code
    length = 1
  }
  position = start + length
}

/** Skips a comment. */
function skipLine(): void {
  let at = start
  while (load<u8>(at) != 10) {
    if (load<u8>(at++) == 0) unsupported(start)
  }
  position = at
  next()
}
