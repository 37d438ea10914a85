// Translates an asm.js module, as emscripten made them before it made WebAssembly, to WebAssembly. The result imports
// `runtime.memory` for its heap, and functions and numbers from `env`, `math` and `runtime`; it exports what the
// module's object has. An instance translates one module.

import { declarations, finishDeclarations } from './declarations'
import { exportStatement } from './exports'
import { applyFixups, initializeFixups } from './fixups'
import { functionDefinition } from './function-definitions'
import { checkResults } from './functions'
import { readGlue } from './glue'
import { unsupported } from './host'
import { defineInvokes } from './invokes'
import { initializeLexer, next, rewind, skipBlock, start, symbol, token } from './lexer'
import { initializeOperators } from './operators'
import { defineRuntime } from './runtime'
import { writeSections } from './sections'
import { cursor, setCursor } from './sink'
import { initializeSymbols, nameLength, nameStart } from './symbols'
import * as t from './tokens'

/** Bytes for all sections but the code. */
const sectionsSize: usize = 1 << 21
const spare: usize = 1 << 16

const scriptStart: usize = (__heap_base + 15) & ~15
let codeStart: usize = 0
let codeLimit: usize = 0
let sectionsStart: usize = 0
let moduleStart: usize = 0
let moduleEnd: usize = 0

let glueStart: usize = 0
let glueLength: usize = 0

/** Makes room for a script and for what is known of its glue, and gives where the script is to be written. */
export function prepare(length: usize, knownLength: usize): usize {
  glueStart = scriptStart + length + spare
  glueLength = knownLength
  sectionsStart = glueStart + knownLength + spare
  const fixupsStart = sectionsStart + sectionsSize
  codeStart = fixupsStart + max(length + spare, sectionsSize)
  // No statement becomes more than twice as long.
  codeLimit = codeStart + 2 * length + spare
  const pages = <i32>((codeLimit + spare + 0xffff) >> 16)
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unsupported(0)
  initializeFixups(fixupsStart, length + spare)
  return scriptStart
}

/** Where what is known of the glue is to be written. */
export function gluePlace(): usize {
  return glueStart
}

/** Translates the script, which begins behind its `"use asm";`. */
export function translate(): void {
  t.initializePrecedences()
  initializeOperators()
  initializeSymbols()
  initializeLexer(scriptStart)
  readGlue(glueStart, glueLength)
  setCursor(codeStart)
  defineRuntime()
  next()
  while (token == t.varKeyword) declarations()
  finishDeclarations()
  const growth = readFunctions()
  exportStatement(growth)
  defineInvokes()
  applyFixups()
  checkResults()
  const codeEnd = cursor
  setCursor(sectionsStart)
  writeSections(<u32>(codeEnd - codeStart))
  const sectionsLength = cursor - sectionsStart
  moduleStart = codeStart - sectionsLength
  moduleEnd = codeEnd
  // Where what was to be filled in was noted, which it is by now.
  memory.copy(moduleStart, sectionsStart, sectionsLength)
}

/** Reads functions and tables up to the exports, and gives the symbol of the function for growth. */
function readFunctions(): u32 {
  let growth: u32 = 0
  while (token != t.returnKeyword) {
    if (cursor > codeLimit) unsupported(start)
    if (token == t.varKeyword) declarations()
    else if (token != t.functionKeyword) unsupported(start)
    else if (isGrowth()) growth = skipFunction()
    else functionDefinition()
  }
  return growth
}

const growthParameter = memory.data<u8>([110, 101, 119, 66, 117, 102, 102, 101, 114])
const growthParameterLength: u32 = 9

/** Whether the function gives the module another buffer when memory grows, which here grows by itself. */
function isGrowth(): bool {
  const place = start
  next()
  next()
  next()
  const isIt =
    token == t.nameToken &&
    nameLength(symbol) == growthParameterLength &&
    memory.compare(nameStart(symbol), growthParameter, growthParameterLength) == 0
  rewind(place)
  return isIt
}

/** Skips the function at whose keyword the lexer is, and gives its symbol. */
function skipFunction(): u32 {
  next()
  const name = symbol
  while (token != t.openBrace) next()
  skipBlock()
  return name
}

/** Where the module is. */
export function modulePlace(): usize {
  return moduleStart
}

export function moduleLength(): usize {
  return moduleEnd - moduleStart
}
