import type { Frame } from '../frame.js'
import type { PlainInstruction } from '../instruction.js'

const mostWord = 2n ** 256n - 1n

/** LT to CLZ. */
export const bitwise: readonly (readonly [number, PlainInstruction])[] = [
  [0x10, lt],
  [0x11, gt],
  [0x12, slt],
  [0x13, sgt],
  [0x14, eq],
  [0x15, (frame) => pushTruth(frame, frame.pop() === 0n)],
  [0x16, (frame) => frame.push(frame.pop() & frame.pop())],
  [0x17, (frame) => frame.push(frame.pop() | frame.pop())],
  [0x18, (frame) => frame.push(frame.pop() ^ frame.pop())],
  [0x19, (frame) => frame.push(mostWord ^ frame.pop())],
  [0x1a, byte],
  [0x1b, shl],
  [0x1c, shr],
  [0x1d, sar],
  [0x1e, clz],
]

function lt(frame: Frame): void {
  const first = frame.pop()
  pushTruth(frame, first < frame.pop())
}

function gt(frame: Frame): void {
  const first = frame.pop()
  pushTruth(frame, first > frame.pop())
}

function slt(frame: Frame): void {
  const first = popSigned(frame)
  pushTruth(frame, first < popSigned(frame))
}

function sgt(frame: Frame): void {
  const first = popSigned(frame)
  pushTruth(frame, first > popSigned(frame))
}

function eq(frame: Frame): void {
  const first = frame.pop()
  pushTruth(frame, first === frame.pop())
}

function pushTruth(frame: Frame, isTrue: boolean): void {
  frame.push(isTrue ? 1n : 0n)
}

function popSigned(frame: Frame): bigint {
  return BigInt.asIntN(256, frame.pop())
}

function byte(frame: Frame): void {
  const index = frame.pop()
  const word = frame.pop()
  frame.push(index >= 32n ? 0n : (word >> ((31n - index) * 8n)) & 0xffn)
}

function shl(frame: Frame): void {
  const shift = frame.pop()
  const word = frame.pop()
  frame.push(shift >= 256n ? 0n : BigInt.asUintN(256, word << shift))
}

function shr(frame: Frame): void {
  const shift = frame.pop()
  const word = frame.pop()
  frame.push(shift >= 256n ? 0n : word >> shift)
}

function sar(frame: Frame): void {
  const shift = frame.pop()
  const word = popSigned(frame)
  frame.push(BigInt.asUintN(256, word >> (shift >= 256n ? 255n : shift)))
}

function clz(frame: Frame): void {
  const word = frame.pop()
  frame.push(word === 0n ? 256n : BigInt(256 - word.toString(2).length))
}
