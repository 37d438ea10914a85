import { readPushed } from '../code-analysis.js'
import type { Frame } from '../frame.js'
import type { PlainInstruction } from '../instruction.js'

const push0 = 0x5f
const dup0 = 0x7f
const swap0 = 0x8f

/** POP, PUSH0 to PUSH32, DUP1 to DUP16 and SWAP1 to SWAP16. */
export const stack: readonly (readonly [number, PlainInstruction])[] = [
  [0x50, (frame) => void frame.pop()],
  [push0, (frame) => frame.push(0n)],
  ...range(0x60, 32, push),
  ...range(0x80, 16, dup),
  ...range(0x90, 16, swap),
]

function range(first: number, count: number, run: PlainInstruction): [number, PlainInstruction][] {
  return Array.from({ length: count }, (_, index) => [first + index, run])
}

function push(frame: Frame, opcode: number): void {
  const { pc, analysis } = frame
  const sizeBytes = opcode - push0
  frame.pc = pc + sizeBytes
  const known = analysis.pushed[pc]
  if (known !== undefined) {
    frame.push(known)
    return
  }
  const word = readPushed(frame.code, pc, sizeBytes)
  analysis.pushed[pc] = word
  frame.push(word)
}

function dup(frame: Frame, opcode: number): void {
  frame.push(frame.peek(opcode - dup0 - 1))
}

function swap(frame: Frame, opcode: number): void {
  const depth = opcode - swap0
  const { stack: words } = frame
  const other = frame.peek(depth)
  words[words.length - 1 - depth] = frame.peek(0)
  words[words.length - 1] = other
}
