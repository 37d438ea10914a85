import type { Frame } from '../frame.js'
import type { MeteredInstruction, PlainInstruction } from '../instruction.js'

const modulus = 2n ** 256n

/** ADD to MULMOD and SIGNEXTEND. */
export const arithmetic: readonly (readonly [number, PlainInstruction])[] = [
  [0x01, (frame) => pushWrapped(frame, frame.pop() + frame.pop())],
  [0x02, (frame) => pushWrapped(frame, frame.pop() * frame.pop())],
  [0x03, (frame) => pushWrapped(frame, frame.pop() - frame.pop())],
  [0x04, div],
  [0x05, sdiv],
  [0x06, mod],
  [0x07, smod],
  [0x08, addmod],
  [0x09, mulmod],
  [0x0b, signextend],
]

/** EXP. */
export const exponentiation: readonly (readonly [number, MeteredInstruction])[] = [[0x0a, exp]]

function pushWrapped(frame: Frame, value: bigint): void {
  frame.push(BigInt.asUintN(256, value))
}

function div(frame: Frame): void {
  const dividend = frame.pop()
  const divisor = frame.pop()
  frame.push(divisor === 0n ? 0n : dividend / divisor)
}

function sdiv(frame: Frame): void {
  const dividend = frame.pop()
  const divisor = frame.pop()
  if (divisor === 0n) frame.push(0n)
  else pushWrapped(frame, BigInt.asIntN(256, dividend) / BigInt.asIntN(256, divisor))
}

function mod(frame: Frame): void {
  const dividend = frame.pop()
  const divisor = frame.pop()
  frame.push(divisor === 0n ? 0n : dividend % divisor)
}

function smod(frame: Frame): void {
  const dividend = frame.pop()
  const divisor = frame.pop()
  if (divisor === 0n) frame.push(0n)
  else pushWrapped(frame, BigInt.asIntN(256, dividend) % BigInt.asIntN(256, divisor))
}

function addmod(frame: Frame): void {
  const sum = frame.pop() + frame.pop()
  const divisor = frame.pop()
  frame.push(divisor === 0n ? 0n : sum % divisor)
}

function mulmod(frame: Frame): void {
  const product = frame.pop() * frame.pop()
  const divisor = frame.pop()
  frame.push(divisor === 0n ? 0n : product % divisor)
}

function signextend(frame: Frame): void {
  const index = frame.pop()
  const word = frame.pop()
  if (index >= 31n) frame.push(word)
  else pushWrapped(frame, BigInt.asIntN((Number(index) + 1) * 8, word))
}

function exp(frame: Frame, _opcode: number, fee: number): boolean {
  frame.peek(0)
  frame.charge(fee + byteCount(frame.peek(1)) * frame.host.rules.expByteGas)
  const base = frame.pop()
  frame.push(power(base, frame.pop()))
  return true
}

function byteCount(word: bigint): number {
  return word === 0n ? 0 : Math.ceil(word.toString(16).length / 2)
}

function power(base: bigint, exponent: bigint): bigint {
  if (base === 2n) return exponent < 256n ? 1n << exponent : 0n
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
