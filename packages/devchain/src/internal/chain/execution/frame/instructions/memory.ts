import { EVMError } from '@ethereumjs/evm'
import { bytesToWord, readWord, wordToBytes, writeWord } from '../../../../state/words.js'
import type { Frame } from '../frame.js'
import type { MeteredInstruction } from '../instruction.js'

const logTopicGas = 375
const logByteGas = 8
const hashedWordGas = 6
const copiedWordGas = 3

/** KECCAK256. */
export const hashing: readonly (readonly [number, MeteredInstruction])[] = [[0x20, keccak256]]

/** MLOAD, MSTORE, MSTORE8 and MCOPY. */
export const memory: readonly (readonly [number, MeteredInstruction])[] = [
  [0x51, mload],
  [0x52, mstore],
  [0x53, mstore8],
  [0x5e, mcopy],
]

/** LOG0 to LOG4. */
export const logging: readonly (readonly [number, MeteredInstruction])[] = [
  [0xa0, log],
  [0xa1, log],
  [0xa2, log],
  [0xa3, log],
  [0xa4, log],
]

function keccak256(frame: Frame, _opcode: number, fee: number): boolean {
  const offset = frame.peek(0)
  const size = frame.peek(1)
  frame.charge(fee + frame.memoryCost(offset, size) + wordCount(size) * hashedWordGas)
  frame.pop()
  frame.pop()
  const input =
    size === 0n ? new Uint8Array(0) : frame.memory.read(Number(offset), Number(size), true)
  frame.push(bytesToWord(frame.host.rules.keccak256(input)))
  return true
}

function mload(frame: Frame, _opcode: number, fee: number): boolean {
  const offset = frame.peek(0)
  frame.charge(fee + frame.memoryCost(offset, 32n))
  const position = Number(frame.pop())
  frame.memory.extend(position, 32)
  frame.push(readWord(frame.memory.view, position))
  return true
}

function mstore(frame: Frame, _opcode: number, fee: number): boolean {
  frame.charge(fee + frame.memoryCost(frame.peek(0), 32n))
  const position = Number(frame.pop())
  const word = frame.pop()
  frame.memory.extend(position, 32)
  writeWord(frame.memory.view, position, word)
  return true
}

function mstore8(frame: Frame, _opcode: number, fee: number): boolean {
  frame.charge(fee + frame.memoryCost(frame.peek(0), 1n))
  const position = Number(frame.pop())
  const word = frame.pop()
  frame.memory.extend(position, 1)
  frame.memory.view.setUint8(position, Number(word & 0xffn))
  return true
}

function mcopy(frame: Frame, _opcode: number, fee: number): boolean {
  const target = frame.peek(0)
  const source = frame.peek(1)
  const size = frame.peek(2)
  const expansion = frame.memoryCost(source, size) + frame.memoryCost(target, size)
  frame.charge(fee + expansion + wordCount(size) * copiedWordGas)
  frame.stack.length -= 3
  if (size === 0n) return true
  const sizeBytes = Number(size)
  frame.memory.extend(Number(source), sizeBytes)
  frame.memory.extend(Number(target), sizeBytes)
  frame.memory._store.copyWithin(Number(target), Number(source), Number(source) + sizeBytes)
  return true
}

function log(frame: Frame, opcode: number, fee: number): boolean {
  if (frame.message.isStatic) throw new EVMError(EVMError.errorMessages.STATIC_STATE_CHANGE)
  const topicCount = opcode - 0xa0
  const size = frame.peek(1)
  const expansion = frame.memoryCost(frame.peek(0), size)
  frame.charge(fee + expansion + topicCount * logTopicGas + Number(size) * logByteGas)
  const offset = frame.pop()
  frame.pop()
  const topics: Uint8Array[] = []
  for (let index = 0; index < topicCount; index++) topics.push(wordToBytes(frame.pop()))
  frame.logs.push([frame.address.bytes, topics, frame.readMemory(offset, size)])
  return true
}

function wordCount(sizeBytes: bigint): number {
  return Math.ceil(Number(sizeBytes) / 32)
}
