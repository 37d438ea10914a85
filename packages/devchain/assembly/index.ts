// The engine's face to JavaScript.

import { delegateOf, notYet } from './account-code'
import { beginCall } from './calls'
import * as codes from './codes'
import * as context from './context'
import { beginCreation, creationAccount } from './creations'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import * as interpreter from './interpreter'
import * as machineMemory from './machine-memory'
import { resetDeclined } from './machine-memory'
import * as messages from './messages'
import * as rules from './rules'
import * as state from './state'
import { setSmall, toBytes } from './u256'

export { allocate, release } from './memory'
export { keccak256 } from './keccak'
export { setBlobHashes } from './context'
export { reserveReturn } from './frames'

export function staticGas(): usize {
  return rules.staticGas
}
export function parameters(): usize {
  return rules.parameters
}
export function precompiles(): usize {
  return rules.precompiles
}
export function contextWords(): usize {
  return context.contextWords()
}
export function question(): usize {
  return host.question()
}
export function answer(): usize {
  return host.answer()
}
/** Puts the word there whose bytes, so many and the others zero, were written to `question`. */
export function takeWord(out: usize, size: u32): void {
  setSmall(out, 0)
  for (let index: u32 = 0; index < size; index++) {
    store<u8>(out + index, load<u8>(host.question() + (size - 1 - index)))
  }
}

/**
 * Forgets the last execution and gives the place for the input of the next, which then must be written before anything
 * else is called.
 */
export function begin(inputSize: u32): usize {
  messages.abandonFrames()
  messages.resetCount()
  codes.resetCounts()
  codes.trimCodes()
  state.resetState()
  frames.resetFrames()
  resetDeclined()
  return frames.reserveInput(inputSize)
}

/**
 * Who listens to the next execution: whether messages, logs and the like are told, whether each instruction is, whether
 * instructions are counted, and whether calls of the console's address are told.
 */
export function listen(telling: bool, stepping: bool, counting: bool, console: bool): void {
  messages.setListeners(telling, counting, console)
  interpreter.setStepping(stepping)
}

const scratchBytes = memory.data(64, 8)

/** Where arguments are written that do not fit into one. */
export function scratch(): usize {
  return scratchBytes
}

/** The record of the account with the address of 20 bytes there. */
export function accountOfBytes(bytes: usize): usize {
  return state.accountAt(
    bswap<u64>(load<u64>(bytes, 12)),
    bswap<u64>(load<u64>(bytes, 4)),
    <u64>bswap<u32>(load<u32>(bytes)),
  )
}

/** Makes an account warm for the whole transaction. */
export function keepWarm(account: usize): void {
  state.keepWarm(account)
}

/** Makes a slot warm for the whole transaction. The key is a word. */
export function warmSlot(account: usize, key: usize): void {
  state.warmUpListedSlot(state.slotAt(account, key))
}

/** The record of the outermost message, for its value, a word at 72. */
export function outermost(): usize {
  return frames.nextFrame()
}

/**
 * Calls the account for `caller`, with the value that was written to `outermost`. Returns how it stands: `finished`, or
 * `suspended` when something has to be fetched.
 */
export function call(caller: usize, account: usize, inputSize: u32, gas: i64): i32 {
  const message = frames.nextFrame()
  prepare(message, caller, inputSize, gas)
  store<u32>(message, <u32>account, 40)
  store<u32>(message, <u32>account, 44)
  store<u32>(message, 0, 104)
  store<u32>(message, frames.kindCall, 108)
  // EIP-7702: whom the outermost account delegates to is warm.
  if (rules.fork() >= rules.prague) {
    const delegate = delegateOf(account)
    if (delegate == notYet) return halts.suspended
    if (delegate != 0) state.keepWarm(delegate)
  }
  return proceed(beginCall())
}

/** Creates a contract with the input as its code. `nonce` is the caller's before the transaction. */
export function create(caller: usize, nonce: u64, inputSize: u32, gas: i64): i32 {
  const message = frames.nextFrame()
  prepare(message, caller, inputSize, gas)
  const created = creationAccount(caller, nonce, message, 0)
  if (rules.fork() >= rules.berlin) state.warmUp(created)
  store<u32>(message, <u32>created, 40)
  store<u32>(message, <u32>created, 44)
  store<u32>(message, frames.isCreation, 104)
  store<u32>(message, frames.kindCreate, 108)
  return proceed(beginCreation())
}

function prepare(message: usize, caller: usize, inputSize: u32, gas: i64): void {
  state.copyAddress(message + 48, caller)
  state.copyAddress(context.origin(), caller)
  store<u32>(message, <u32>frames.reserveInput(inputSize), 32)
  store<u32>(message, inputSize, 36)
  store<i64>(message, gas, 16)
  store<u32>(message, 0, 124)
  store<u32>(message, 0, 128)
}

function proceed(result: i32): i32 {
  if (result != halts.frameChanged) return result
  return interpreter.run()
}

// What came of it.

/** Whether it needed more memory than there is here: then it has to be run elsewhere. */
export function isDeclined(): bool {
  return machineMemory.isDeclined
}

export function halt(): i32 {
  return messages.outcome
}
export function gasLeft(): i64 {
  return messages.outcomeGasLeft
}
export function refund(): i64 {
  return frames.refund
}
export function messageCount(): u32 {
  return messages.count
}
export function returnData(): usize {
  return frames.returnData
}
export function returnSize(): u32 {
  return frames.returnSize
}
export function createdAccount(): usize {
  return messages.outcomeAccount
}
export function logs(): usize {
  return frames.logs
}
export function logCount(): u32 {
  return frames.logCount
}
export function nextChangedAccount(account: usize): usize {
  return state.nextChangedAccount(account)
}
/** Its key is in `question` then, its value in `answer`. */
export function nextChangedSlot(account: usize, slot: usize): usize {
  const next = state.nextChangedSlot(account, slot)
  if (next == 0) return 0
  toBytes(host.question(), next)
  host.setAnswer(state.valueOf(next))
  return next
}
/** The head of the list of all accounts, see `state`. */
export function accounts(): usize {
  return state.firstAccount
}

// What listeners look at.

export function frame(): usize {
  return frames.frame
}
export function depth(): i32 {
  return frames.depth
}
export function stack(): usize {
  return frames.stack
}
export function bytesOf(code: usize): usize {
  return codes.bytesOf(code)
}
export function sizeOf(code: usize): u32 {
  return codes.sizeOf(code)
}
/** The first of the codes that were counted in this execution. */
export function countedCodes(): usize {
  return codes.firstCounted
}
export function hitsOf(code: usize): usize {
  return codes.hitsOf(code)
}
export function jumpsTakenOf(code: usize): usize {
  return codes.jumpsTakenOf(code)
}
