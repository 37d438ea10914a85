import { EVMError } from '@ethereumjs/evm'
import type { Frame } from '../frame.js'
import type { MeteredInstruction, PlainInstruction } from '../instruction.js'

/** STOP, jumps, and what a frame knows of itself. */
export const control: readonly (readonly [number, PlainInstruction])[] = [
  [0x00, (frame) => frame.finish(new Uint8Array(0))],
  [0x56, (frame) => jump(frame, frame.pop())],
  [0x57, jumpi],
  [0x58, (frame) => frame.push(BigInt(frame.pc - 1))],
  [0x59, (frame) => frame.push(BigInt(frame.memoryWords * 32))],
  [0x5a, (frame) => frame.push(BigInt(frame.gas))],
  [0x5b, () => undefined],
]

/** RETURN and REVERT. */
export const ending: readonly (readonly [number, MeteredInstruction])[] = [
  [0xf3, finish],
  [0xfd, revert],
]

function jump(frame: Frame, target: bigint): void {
  const position = target < frame.code.length ? Number(target) : frame.code.length
  if (frame.analysis.jumpdests[position] !== 1) {
    throw new EVMError(EVMError.errorMessages.INVALID_JUMP)
  }
  frame.pc = position
}

function jumpi(frame: Frame): void {
  const target = frame.pop()
  if (frame.pop() !== 0n) jump(frame, target)
}

function finish(frame: Frame, _opcode: number, fee: number): boolean {
  frame.finish(popOutput(frame, fee))
  return true
}

function revert(frame: Frame, _opcode: number, fee: number): boolean {
  frame.returnValue = popOutput(frame, fee)
  throw new EVMError(EVMError.errorMessages.REVERT)
}

function popOutput(frame: Frame, fee: number): Uint8Array {
  frame.charge(fee + frame.memoryCost(frame.peek(0), frame.peek(1)))
  const offset = frame.pop()
  return frame.readMemory(offset, frame.pop())
}
