import { EVMError } from '@ethereumjs/evm'
import { bytesToWord } from '../../../../state/words.js'
import type { Frame } from '../frame.js'
import type { MeteredInstruction, PlainInstruction } from '../instruction.js'

const copiedWordGas = 3

/** What a frame sees of its message, transaction and block. */
export const environment: readonly (readonly [number, PlainInstruction])[] = [
  [0x30, (frame) => frame.push(bytesToWord(frame.address.bytes))],
  [0x32, (frame) => frame.push(bytesToWord(frame.host.origin.bytes))],
  [0x33, (frame) => frame.push(bytesToWord(frame.message.caller.bytes))],
  [0x34, (frame) => frame.push(frame.message.value)],
  [0x35, (frame) => frame.push(wordAt(frame.message.data, frame.pop()))],
  [0x36, (frame) => frame.push(BigInt(frame.message.data.length))],
  [0x38, (frame) => frame.push(BigInt(frame.code.length))],
  [0x3a, (frame) => frame.push(frame.host.gasPrice)],
  [0x3d, (frame) => frame.push(BigInt(frame.returnData.length))],
  [0x41, (frame) => frame.push(bytesToWord(frame.host.block.header.coinbase.bytes))],
  [0x42, (frame) => frame.push(frame.host.block.header.timestamp)],
  [0x43, (frame) => frame.push(frame.host.block.header.number)],
  [0x44, difficulty],
  [0x45, (frame) => frame.push(frame.host.block.header.gasLimit)],
  [0x46, (frame) => frame.push(frame.host.rules.chainId)],
]

/** CALLDATACOPY, CODECOPY and RETURNDATACOPY. */
export const copying: readonly (readonly [number, MeteredInstruction])[] = [
  [0x37, (frame, _opcode, fee) => copy(frame, frame.message.data, fee)],
  [0x39, (frame, _opcode, fee) => copy(frame, frame.code, fee)],
  [0x3e, returndatacopy],
]

/** DIFFICULTY, or PREVRANDAO. */
function difficulty(frame: Frame): void {
  const { header } = frame.host.block
  frame.push(frame.host.rules.hasPrevRandao ? bytesToWord(header.prevRandao) : header.difficulty)
}

/** The word at `offset`; there are zeros beyond the end. */
function wordAt(bytes: Uint8Array, offset: bigint): bigint {
  if (offset >= bytes.length) return 0n
  const start = Number(offset)
  const word = bytesToWord(bytes.subarray(start, start + 32))
  const missing = start + 32 - bytes.length
  return missing > 0 ? word << BigInt(missing * 8) : word
}

function copy(frame: Frame, source: Uint8Array, fee: number): boolean {
  const target = frame.peek(0)
  const offset = frame.peek(1)
  const size = frame.peek(2)
  frame.charge(fee + frame.memoryCost(target, size) + Math.ceil(Number(size) / 32) * copiedWordGas)
  frame.stack.length -= 3
  if (size === 0n) return true
  const start = Number(target)
  const sizeBytes = Number(size)
  frame.memory.extend(start, sizeBytes)
  const from = offset < source.length ? Number(offset) : source.length
  const copied = source.subarray(from, from + sizeBytes)
  frame.memory._store.set(copied, start)
  frame.memory._store.fill(0, start + copied.length, start + sizeBytes)
  return true
}

function returndatacopy(frame: Frame, _opcode: number, fee: number): boolean {
  frame.peek(0)
  if (frame.peek(1) + frame.peek(2) > frame.returnData.length) {
    throw new EVMError(EVMError.errorMessages.OUT_OF_GAS)
  }
  return copy(frame, frame.returnData, fee)
}
