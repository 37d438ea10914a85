// The blocks that are open in a function, and what leaves them.

import { unsupported } from './host'
import { opBlock, opBr, opEnd, opIf, opLoop } from './opcodes'
import { byte, indexed, twoBytes } from './sink'
import { voidType, wasmTypeOf } from './types'

const capacity: u32 = 4096

// Statements that can be left: their label, or 0; the depths of the blocks that a break and a continue go to, or 0; and
// whether a break without a label leaves them.
const labels = memory.data(4 * 4096, 4)
const breakDepths = memory.data(4 * 4096, 4)
const continueDepths = memory.data(4 * 4096, 4)
const plains = memory.data(4096)
let count: u32 = 0
let depth: u32 = 0
let label: u32 = 0

export function beginControl(): void {
  count = 0
  depth = 0
  label = 0
}

function open(opcode: u8): u32 {
  twoBytes(opcode, wasmTypeOf(voidType))
  return ++depth
}

/** Writes the begin of a block, and gives its depth. */
export function openBlock(): u32 {
  return open(opBlock)
}

export function openLoop(): u32 {
  return open(opLoop)
}

export function openIf(): u32 {
  return open(opIf)
}

export function closeBlock(): void {
  byte(opEnd)
  depth--
}

/** Writes a branch out of the block at a depth, or back to it when it is a loop. */
export function branchTo(target: u32, opcode: u8): void {
  indexed(opcode, depth - target)
}

/** Names the next statement that can be left. */
export function setLabel(symbol: u32, at: usize): void {
  if (label != 0) unsupported(at)
  label = symbol
}

/** Begins a statement that can be left, with the label that was just read. */
export function enterStatement(breakDepth: u32, continueDepth: u32, isPlain: bool): void {
  if (count == capacity) unsupported(0)
  store<u32>(labels + (count << 2), label)
  store<u32>(breakDepths + (count << 2), breakDepth)
  store<u32>(continueDepths + (count << 2), continueDepth)
  store<u8>(plains + count, isPlain ? 1 : 0)
  label = 0
  count++
}

export function leaveStatement(): void {
  count--
}

/** Writes `break`, out of the statement with a label if there is one. */
export function writeBreak(target: u32, at: usize): void {
  for (let index = count; index > 0; index--) {
    const place = (index - 1) << 2
    if (target == 0 ? load<u8>(plains + index - 1) == 0 : load<u32>(labels + place) != target) continue
    branchTo(load<u32>(breakDepths + place), opBr)
    return
  }
  unsupported(at)
}

export function writeContinue(target: u32, at: usize): void {
  for (let index = count; index > 0; index--) {
    const place = (index - 1) << 2
    const continueDepth = load<u32>(continueDepths + place)
    if (continueDepth == 0 || (target != 0 && load<u32>(labels + place) != target)) continue
    branchTo(continueDepth, opBr)
    return
  }
  unsupported(at)
}
