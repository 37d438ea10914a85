// Message calls under way, each in a record of its own with a memory of its own; and what they share: one stack, the
// return data of the last call, the logs. The stack and the logs move when they grow, so records hold offsets into them.

import { allocate, regrow, release } from './memory'

/** EIP-150: calls are refused at this depth. */
export const depthLimit: i32 = 1024

// Frame record.
//   0 code record       4 place in the code (absolute)     8 stack pointer        12 stack base
//  16 gas              24 memory          28 memory size  32 input               36 input size
//  40 account          44 code account    48 caller, three limbs                 72 value, a word
// 104 flags           108 kind           112 journal mark 116 log mark           120 log count
// 124 output offset   128 output size    132 refund       140 gas limit          148 room in the memory
export const frameSize: usize = 152

export const isStatic: u32 = 1
export const isCreation: u32 = 2

// Kinds of messages.
export const kindCall: u32 = 0
export const kindCallCode: u32 = 1
export const kindDelegateCall: u32 = 2
export const kindStaticCall: u32 = 3
export const kindCreate: u32 = 4
export const kindCreate2: u32 = 5

/** The first stands for whoever sends the outermost message. */
const frames = memory.data(1027 * 152, 8)

/** The frame that runs. */
export let frame: usize = frames
/** 0 in the outermost frame, -1 when none runs. */
export let depth: i32 = -1

/** Begins anew. */
export function resetFrames(): void {
  frame = frames
  depth = -1
  returnSize = 0
  logsUsed = 0
  logCount = 0
  refund = 0
  if (stack == 0) {
    stackSize = 1 << 17
    stack = allocate(stackSize)
    returnCapacity = 1 << 12
    returnData = allocate(returnCapacity)
    logsSize = 1 << 12
    logs = allocate(logsSize)
  }
  memory.fill(frames, 0, frameSize)
}

/** What to refund in the end, gas. */
export let refund: i64 = 0

export function addRefund(amount: i64): void {
  refund += amount
}
export function setRefund(amount: i64): void {
  refund = amount
}

/** The record for a message of the current frame. */
@inline
export function nextFrame(): usize {
  return frame + frameSize
}
export function pushFrame(): void {
  frame += frameSize
  depth++
}
export function popFrame(): void {
  frame -= frameSize
  depth--
}

// The stack: words upwards. A frame has 1024 of them.

export const stackBytes: usize = 1024 * 32
export let stack: usize = 0
let stackSize: usize = 0

/** Makes room for a frame's words from `base` on. */
export function reserveStack(base: usize): void {
  // One word more than the limit: instructions that fail may have read it.
  const end = base + stackBytes + 64
  if (end <= stackSize) return
  stack = regrow(stack, stackSize, stackSize << 1, stackSize)
  stackSize <<= 1
}

// The input of the outermost message.

let input: usize = 0
let inputCapacity: usize = 0

/** Room for `size` bytes of input. */
export function reserveInput(size: u32): usize {
  if (<usize>size > inputCapacity || input == 0) {
    if (input != 0) release(input, inputCapacity)
    inputCapacity = max<usize>(size, 1 << 12)
    input = allocate(inputCapacity)
  }
  return input
}

// Return data.

export let returnData: usize = 0
let returnCapacity: usize = 0
export let returnSize: u32 = 0

/** Room for `size` bytes of return data. */
export function reserveReturn(size: u32): usize {
  if (<usize>size > returnCapacity) {
    release(returnData, returnCapacity)
    while (returnCapacity < <usize>size) returnCapacity <<= 1
    returnData = allocate(returnCapacity)
  }
  returnSize = size
  return returnData
}

export function clearReturn(): void {
  returnSize = 0
}

// Logs: 0 address, 20 bytes | 24 topics | 28 size of the data | 32 topics of 32 bytes | data, padded to 8.

export let logs: usize = 0
let logsSize: usize = 0
export let logsUsed: usize = 0
export let logCount: u32 = 0

export function appendLog(size: usize): usize {
  if (logsUsed + size > logsSize) {
    let grown = logsSize << 1
    while (grown < logsUsed + size) grown <<= 1
    logs = regrow(logs, logsSize, grown, logsUsed)
    logsSize = grown
  }
  const log = logs + logsUsed
  logsUsed += size
  logCount++
  return log
}

export function truncateLogs(used: usize, count: u32): void {
  logsUsed = used
  logCount = count
}
