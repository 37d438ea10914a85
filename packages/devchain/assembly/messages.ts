// Calls and creations: how messages begin and end.

import { codeFor, delegateOf, newCode } from './account-code'
import { bytesOf, countHits, createCode, dropCode, finishCode, isKept } from './codes'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { keccak256 } from './keccak'
import { endOf, growMemory, growthCost, memoryOf, releaseMemory, wordCount } from './machine-memory'
import * as rules from './rules'
import * as state from './state'
import { add, copy, isZero, lessThan, setSmall, subtract, toBytes } from './u256'

/** Whether messages, logs and the like are told to JavaScript. */
export let isTelling: bool = false
/** Whether instructions are counted. */
export let isCounting: bool = false
/** Whether calls of the console's address are told. */
export let hasConsole: bool = false

export function setListeners(telling: bool, counting: bool, console: bool): void {
  isTelling = telling
  isCounting = counting
  hasConsole = console
}

/** How the outermost message ended. */
export let outcome: i32 = 0
export let outcomeGasLeft: i64 = 0
/** What it created. */
export let outcomeAccount: usize = 0

const zero = memory.data(32, 8)

/** The account with the address in the low 20 bytes of a word. */
@inline
export function accountOfWord(word: usize): usize {
  return state.accountAt(load<u64>(word), load<u64>(word, 8), load<u64>(word, 16) & 0xffffffff)
}

@inline
export function isRunningStatic(): bool {
  return (load<u32>(frames.frame, 104) & frames.isStatic) != 0
}

/** CALL, CALLCODE, DELEGATECALL and STATICCALL of the current frame, whose stack pointer and gas were saved. */
export function call(kind: u32): i32 {
  const frame = frames.frame
  const hasValue = kind <= frames.kindCallCode
  const argumentCount: usize = hasValue ? 7 : 6
  const sp = frames.stack + load<u32>(frame, 8)
  const value = hasValue ? sp - 96 : zero
  const isPaying = hasValue && !isZero(value)
  if (kind == frames.kindCall && isPaying && isRunningStatic()) return halts.staticStateChange
  const ranges = hasValue ? sp - 128 : sp - 96
  const inputEnd = endOf(ranges, ranges - 32)
  const outputEnd = endOf(ranges - 64, ranges - 96)
  const end = max<u64>(inputEnd, outputEnd)
  const target = accountOfWord(sp - 64)

  let cost = growthCost(end)
  if (rules.fork() >= rules.berlin) {
    cost += state.warmUp(target) ? rules.coldAccountGas() : rules.warmAccessGas()
  }
  if (isPaying) cost += rules.callValueGas()
  if (kind == frames.kindCall && (isPaying || rules.fork() < rules.spuriousDragon)) {
    if (!state.isLoaded(target)) return halts.suspended
    if (isNew(target)) cost += rules.newAccountGas()
  }
  if (rules.fork() >= rules.prague) {
    const delegate = delegateOf(target)
    if (delegate == suspendedAccount) return halts.suspended
    if (delegate != 0) cost += state.warmUp(delegate) ? rules.coldAccountGas() : rules.warmAccessGas()
  }

  let gas = load<i64>(frame, 16) - cost
  if (gas < 0) return halts.outOfGas
  let limit = gas
  const isRequestLarge = (load<u64>(sp - 32, 8) | load<u64>(sp - 32, 16) | load<u64>(sp - 32, 24)) != 0
  const requested = isRequestLarge || load<i64>(sp - 32) < 0 ? i64.MAX_VALUE : load<i64>(sp - 32)
  if (rules.fork() >= rules.tangerineWhistle) limit = min<i64>(requested, gas - gas / 64)
  else if (requested > gas) return halts.outOfGas
  else limit = requested
  if (!growMemory(end)) return halts.outOfGas
  gas -= limit
  if (isPaying) limit += rules.callStipend()
  store<i64>(frame, gas, 16)
  frames.clearReturn()

  // From here on the arguments are read for the last time.
  const child = frames.nextFrame()
  const isOwnContext = kind == frames.kindCallCode || kind == frames.kindDelegateCall
  const self: usize = load<u32>(frame, 40)
  store<u32>(child, <u32>(isOwnContext ? self : target), 40)
  store<u32>(child, <u32>target, 44)
  memory.copy(child + 48, kind == frames.kindDelegateCall ? frame + 48 : self, 24)
  copy(child + 72, kind == frames.kindDelegateCall ? frame + 72 : value)
  const flags = load<u32>(frame, 104) & frames.isStatic
  store<u32>(child, kind == frames.kindStaticCall ? frames.isStatic : flags, 104)
  store<u32>(child, kind, 108)
  store<u32>(child, inputEnd == 0 ? 0 : <u32>memoryOf(frame) + load<u32>(ranges), 32)
  store<u32>(child, inputEnd == 0 ? 0 : load<u32>(ranges - 32), 36)
  store<u32>(child, outputEnd == 0 ? 0 : load<u32>(ranges - 64), 124)
  store<u32>(child, outputEnd == 0 ? 0 : load<u32>(ranges - 96), 128)
  store<i64>(child, limit, 16)
  // The place of the last argument takes the result.
  store<u32>(frame, load<u32>(frame, 8) - <u32>(argumentCount - 1) * 32, 8)

  if (frames.depth >= frames.depthLimit) return refuse(child, halts.depthExceeded)
  if (isPaying && lessThan(state.balanceOf(self), value)) {
    return refuse(child, halts.insufficientBalance)
  }
  return beginCall()
}

/** What marks that a delegate cannot be known yet. */
const suspendedAccount: usize = 1

/** Before EIP-161 an account that is not there, since then one that is empty. */
function isNew(account: usize): bool {
  if (rules.fork() >= rules.spuriousDragon) return state.isEmpty(account)
  return (state.flagsOf(account) & state.exists) == 0
}

/** The message does not begin: the caller keeps its gas and gets zero. */
function refuse(child: usize, halt: i32): i32 {
  if (isTelling) {
    store<i64>(child, load<i64>(child, 16), 140)
    host.tellMessage(child)
    host.tellMessageEnd(halt, 0)
  }
  const frame = frames.frame
  store<i64>(frame, load<i64>(frame, 16) + load<i64>(child, 16), 16)
  setSmall(frames.stack + load<u32>(frame, 8) - 32, 0)
  return halts.none
}

/** Remembers what to go back to when the message of the next frame fails. */
function mark(child: usize): void {
  store<u32>(child, <u32>state.checkpoint(), 112)
  store<u32>(child, <u32>frames.logsUsed, 116)
  store<u32>(child, frames.logCount, 120)
  store<i64>(child, frames.refund, 132)
  store<i64>(child, load<i64>(child, 16), 140)
}

/** Begins the call whose record is the next frame's. */
export function beginCall(): i32 {
  const child = frames.nextFrame()
  const kind = load<u32>(child, 108)
  const account: usize = load<u32>(child, 40)
  const codeAccount: usize = load<u32>(child, 44)
  mark(child)
  if (isTelling) host.tellMessage(child)
  if (hasConsole && isConsole(codeAccount)) {
    host.tellConsole(load<u32>(child, 32), load<i32>(child, 36))
  }
  if (kind != frames.kindDelegateCall) {
    const payer = state.accountAt(load<u64>(child, 48), load<u64>(child, 56), load<u64>(child, 64))
    if (!state.isLoaded(payer) || !state.isLoaded(account)) return halts.suspended
    const halt = transfer(payer, account, child + 72)
    if (halt != halts.none) return endMessage(child, halt, 0, 0)
  }
  const number = state.precompileOf(codeAccount)
  if (number != 0) return precompile(child, number - 1)
  const code = codeFor(codeAccount)
  if (code == suspendedAccount) return halts.suspended
  if (code == 0) return endMessage(child, halts.stop, load<i64>(child, 16), 0)
  enterFrame(child, code)
  return halts.frameChanged
}

/** 0x000000000000000000636F6e736F6c652e6c6f67 spells console.log. */
function isConsole(account: usize): bool {
  return (
    load<u64>(account) == 0x736f6c652e6c6f67 &&
    load<u64>(account, 8) == 0x636f6e &&
    load<u64>(account, 16) == 0
  )
}

function transfer(payer: usize, account: usize, value: usize): i32 {
  state.touch(payer)
  state.touch(account)
  if (isZero(value)) return halts.none
  if (lessThan(state.balanceOf(payer), value)) return halts.insufficientBalance
  state.recordBalance(payer)
  subtract(state.balanceOf(payer), state.balanceOf(payer), value)
  state.recordBalance(account)
  const carry = add(state.balanceOf(account), state.balanceOf(account), value)
  return carry == 0 ? halts.none : halts.valueOverflow
}

function precompile(child: usize, number: u32): i32 {
  const gas = load<i64>(child, 16)
  const input: usize = load<u32>(child, 32)
  const size = load<u32>(child, 36)
  if (number == 4) {
    const cost = 15 + 3 * wordCount(size)
    if (cost > gas) return endMessage(child, halts.outOfGas, 0, 0)
    return endMessage(child, halts.stop, gas - cost, input, size)
  }
  frames.reserveReturn(0)
  const used = host.runPrecompile(number, input, <i32>size, gas)
  if (used == -2) return halts.suspended
  if (used < 0 || used > gas) return endMessage(child, halts.precompileFailure, 0, 0)
  return endMessage(child, halts.stop, gas - used, frames.returnData, frames.returnSize)
}

/** The frame of the message begins to run `code`. */
function enterFrame(child: usize, code: usize): void {
  const parent = frames.frame
  if (isCounting) countHits(code)
  const stackBase = load<u32>(parent, 8)
  frames.reserveStack(stackBase)
  store<u32>(child, <u32>code)
  store<u32>(child, <u32>bytesOf(code), 4)
  store<u32>(child, stackBase, 8)
  store<u32>(child, stackBase, 12)
  store<u64>(child, 0, 24)
  store<u32>(child, 0, 148)
  frames.clearReturn()
  frames.pushFrame()
}

/** Ends the frame that runs. `output` is absolute, in its memory. */
export function leave(halt: i32, output: usize, outputSize: u32): i32 {
  const child = frames.frame
  const gas = load<i64>(child, 16)
  frames.popFrame()
  if ((load<u32>(child, 104) & frames.isCreation) == 0) {
    const result = endMessage(child, halt, gas, output, outputSize)
    releaseMemory(child)
    return result
  }
  const code: usize = load<u32>(child)
  const result = endCreation(child, halt, gas, output, outputSize)
  if (!isKept(code)) dropCode(code)
  releaseMemory(child)
  return result
}

/** Gives the caller, now the current frame again, what the message `child` came to. */
function endMessage(child: usize, halt: i32, gasLeft: i64, output: usize, outputSize: u32 = 0): i32 {
  const isCreation = (load<u32>(child, 104) & frames.isCreation) != 0
  const isGood = halt == halts.stop || halt == halts.codeStoreOutOfGas
  if (!isGood) takeBack(child)
  const gas = halt == halts.revert || isGood ? gasLeft : 0
  // A creation gives its code only to who asks from outside.
  if (halt == halts.revert || (halt == halts.stop && (!isCreation || frames.depth < 0))) {
    const target = frames.reserveReturn(outputSize)
    if (target != output) memory.copy(target, output, outputSize)
  } else frames.clearReturn()
  if (isTelling) host.tellMessageEnd(halt, load<i64>(child, 140) - gas)
  if (frames.depth < 0) {
    outcome = halt
    outcomeGasLeft = gas
    outcomeAccount = load<u32>(child, 40)
    return halts.finished
  }
  resumeCaller(child, isGood, gas)
  return halts.frameChanged
}

function takeBack(child: usize): void {
  state.revertTo(load<u32>(child, 112))
  frames.truncateLogs(load<u32>(child, 116), load<u32>(child, 120))
  frames.setRefund(load<i64>(child, 132))
}

function resumeCaller(child: usize, isGood: bool, gas: i64): void {
  const frame = frames.frame
  store<i64>(frame, load<i64>(frame, 16) + gas, 16)
  const result = frames.stack + load<u32>(frame, 8) - 32
  if ((load<u32>(child, 104) & frames.isCreation) != 0) {
    setSmall(result, 0)
    if (isGood) memory.copy(result, load<u32>(child, 40), 24)
    return
  }
  setSmall(result, isGood ? 1 : 0)
  const size = min<u32>(load<u32>(child, 128), frames.returnSize)
  if (size == 0) return
  memory.copy(
    memoryOf(frame) + load<u32>(child, 124),
    frames.returnData,
    size,
  )
}

const creationBytes = memory.data(96, 8)

/** CREATE and CREATE2 of the current frame. */
export function create(kind: u32): i32 {
  const frame = frames.frame
  const sp = frames.stack + load<u32>(frame, 8)
  if (isRunningStatic()) return halts.staticStateChange
  const end = endOf(sp - 64, sp - 96)
  let cost = growthCost(end)
  const size = end == 0 ? 0 : load<u64>(sp - 96)
  if (rules.fork() >= rules.shanghai) cost += wordCount(size) * rules.initCodeWordGas()
  if (kind == frames.kindCreate2) cost += wordCount(size) * 6
  let gas = load<i64>(frame, 16) - cost
  if (gas < 0) return halts.outOfGas
  if (rules.fork() >= rules.shanghai && <i64>size > rules.maxInitCodeSize()) {
    return halts.initCodeSizeExceeded
  }
  if (!growMemory(end)) return halts.outOfGas
  const limit = rules.fork() >= rules.tangerineWhistle ? gas - gas / 64 : gas
  gas -= limit
  store<i64>(frame, gas, 16)
  frames.clearReturn()

  const child = frames.nextFrame()
  const self: usize = load<u32>(frame, 40)
  const value = sp - 32
  memory.copy(child + 48, self, 24)
  copy(child + 72, value)
  store<u32>(child, frames.isCreation, 104)
  store<u32>(child, kind, 108)
  store<u32>(child, size == 0 ? 0 : <u32>memoryOf(frame) + load<u32>(sp - 64), 32)
  store<u32>(child, <u32>size, 36)
  store<u32>(child, 0, 40)
  store<u32>(child, 0, 44)
  store<i64>(child, limit, 16)
  const argumentCount: u32 = kind == frames.kindCreate2 ? 4 : 3
  store<u32>(frame, load<u32>(frame, 8) - (argumentCount - 1) * 32, 8)

  if (frames.depth >= frames.depthLimit) return refuse(child, halts.depthExceeded)
  if (lessThan(state.balanceOf(self), value)) return refuse(child, halts.insufficientBalance)
  const nonce = state.nonceOf(self)
  if (nonce == u64.MAX_VALUE) return refuse(child, halts.nonceOverflow)
  const salt = kind == frames.kindCreate2 ? sp - 128 : 0
  const created = creationAccount(self, nonce, child, salt)
  state.touch(self)
  state.setNonce(self, nonce + 1)
  if (rules.fork() >= rules.berlin) state.warmUp(created)
  store<u32>(child, <u32>created, 40)
  store<u32>(child, <u32>created, 44)
  return beginCreation()
}

/** The account that a creation makes; `salt` is a word, 0 for CREATE. */
export function creationAccount(creator: usize, nonce: u64, child: usize, salt: usize): usize {
  const hash = creationBytes + 64
  if (salt == 0) {
    keccak256(hash, creationBytes, encodeCreation(creator, nonce))
    return accountOfHash(hash)
  }
  // 0xff, the address, the salt, the hash of the code: 85 bytes that begin 11 before a multiple of 32.
  const bytes = saltedBytes
  toBytes(bytes, creator)
  store<u8>(bytes, 0xff, 11)
  toBytes(bytes + 32, salt)
  keccak256(bytes + 64, load<u32>(child, 32), load<u32>(child, 36))
  keccak256(hash, bytes + 11, 85)
  return accountOfHash(hash)
}

const saltedBytes = memory.data(96, 8)

function accountOfHash(hash: usize): usize {
  return state.accountAt(
    bswap<u64>(load<u64>(hash, 24)),
    bswap<u64>(load<u64>(hash, 16)),
    bswap<u64>(load<u64>(hash, 8)) & 0xffffffff,
  )
}

/** RLP of the address and the nonce into `creationBytes`; returns its size. */
function encodeCreation(creator: usize, nonce: u64): usize {
  toBytes(saltedBytes, creator)
  store<u8>(creationBytes, 0x94, 1)
  memory.copy(creationBytes + 2, saltedBytes + 12, 20)
  let size: usize = 22
  if (nonce < 0x80) {
    store<u8>(creationBytes + 22, nonce == 0 ? 0x80 : <u8>nonce)
    size++
  } else {
    const byteCount = <usize>(8 - (clz<u64>(nonce) >> 3))
    store<u8>(creationBytes + 22, 0x80 + <u8>byteCount)
    for (let index: usize = 0; index < byteCount; index++) {
      store<u8>(creationBytes + 23 + index, <u8>(nonce >> <u64>((byteCount - 1 - index) << 3)))
    }
    size += 1 + byteCount
  }
  store<u8>(creationBytes, 0xc0 + <u8>(size - 1))
  return size
}

/** Begins the creation whose record is the next frame's. */
export function beginCreation(): i32 {
  const child = frames.nextFrame()
  const created: usize = load<u32>(child, 40)
  const payer = state.accountAt(load<u64>(child, 48), load<u64>(child, 56), load<u64>(child, 64))
  if (!state.isLoaded(created) || !state.isLoaded(payer)) return halts.suspended
  mark(child)
  if (isTelling) host.tellMessage(child)
  state.touch(payer)
  state.recordBalance(payer)
  subtract(state.balanceOf(payer), state.balanceOf(payer), child + 72)
  state.setFlag(created, state.created)
  const collision = collides(created)
  if (collision == suspendedAccount) return halts.suspended
  if (collision != 0) return endMessage(child, halts.createCollision, 0, 0)
  state.touch(created)
  if (rules.fork() >= rules.spuriousDragon) state.setNonce(created, 1)
  if (!isZero(child + 72)) {
    state.recordBalance(created)
    const carry = add(state.balanceOf(created), state.balanceOf(created), child + 72)
    if (carry != 0) return endMessage(child, halts.valueOverflow, 0, 0)
  }
  const size = load<u32>(child, 36)
  if (size == 0) return endMessage(child, halts.stop, load<i64>(child, 16), 0)
  const bytes: usize = load<u32>(child, 32)
  // What is counted is counted for all that run the same code.
  const code = isCounting ? newCode(bytes, size) : codeOnce(bytes, size)
  store<u32>(child, 0, 36)
  enterFrame(child, code)
  return halts.frameChanged
}

/** A record of code that runs once. */
function codeOnce(bytes: usize, size: u32): usize {
  const code = createCode(size)
  memory.copy(bytesOf(code), bytes, size)
  finishCode(code)
  return code
}

/** Forgets the code that frames had of their own when an execution is given up. */
export function abandonFrames(): void {
  while (frames.depth >= 0) {
    const code: usize = load<u32>(frames.frame)
    if (!isKept(code)) dropCode(code)
    releaseMemory(frames.frame)
    frames.popFrame()
  }
}

/** EIP-684 and EIP-7610: 0 when the address is free, 1 when that is not known yet. */
function collides(account: usize): usize {
  if (state.nonceOf(account) != 0 || state.hasCode(account)) return 2
  if (state.hasWrittenStorage(account)) return 2
  const answer = host.hasStorage(state.handleOf(account))
  return answer < 0 ? suspendedAccount : answer > 0 ? 2 : 0
}

/** Keeps the code that a creation returned, if it may and can. */
function endCreation(child: usize, halt: i32, gas: i64, output: usize, size: u32): i32 {
  if (halt != halts.stop) return endMessage(child, halt, gas, output, size)
  const cost = <i64>size * rules.depositByteGas()
  const isAllowed = rules.fork() < rules.spuriousDragon || <i64>size <= rules.maxCodeSize()
  if (!isAllowed && rules.fork() >= rules.homestead) {
    return endMessage(child, halts.codeSizeExceeded, 0, 0)
  }
  if (cost > gas) {
    if (rules.fork() >= rules.homestead) return endMessage(child, halts.outOfGas, 0, 0)
    return endMessage(child, halts.codeStoreOutOfGas, gas, 0)
  }
  if (size == 0) return endMessage(child, halts.stop, gas, 0)
  if (rules.fork() >= rules.london && load<u8>(output) == 0xef) {
    return endMessage(child, halts.invalidCode, 0, 0)
  }
  state.setCode(load<u32>(child, 40), newCode(output, size))
  return endMessage(child, halts.stop, gas - cost, output, size)
}

/** SELFDESTRUCT of the current frame, whose gas was charged but for what depends on the beneficiary. */
export function selfdestruct(): i32 {
  const frame = frames.frame
  if (isRunningStatic()) return halts.staticStateChange
  const self: usize = load<u32>(frame, 40)
  const beneficiary = accountOfWord(frames.stack + load<u32>(frame, 8) - 32)
  if (!state.isLoaded(beneficiary)) return halts.suspended
  let cost: i64 = 0
  const balance = state.balanceOf(self)
  if (rules.fork() >= rules.spuriousDragon) {
    if (!isZero(balance) && state.isEmpty(beneficiary)) cost += rules.newAccountGas()
  } else if (rules.fork() >= rules.tangerineWhistle && isNew(beneficiary)) {
    cost += rules.newAccountGas()
  }
  if (rules.fork() >= rules.berlin && state.warmUp(beneficiary)) cost += rules.coldAccountGas()
  const gas = load<i64>(frame, 16) - cost
  if (gas < 0) return halts.outOfGas
  store<i64>(frame, gas, 16)
  if (isTelling) host.tellSelfdestruct(self, beneficiary, balance)
  destroy(self, beneficiary)
  return halts.stop
}

function destroy(self: usize, beneficiary: usize): void {
  if ((state.flagsOf(self) & state.destroyed) == 0) {
    frames.addRefund(rules.selfdestructRefund())
    state.setFlag(self, state.destroyed)
  }
  const balance = state.balanceOf(self)
  const isToSelf = self == beneficiary
  if (!isToSelf) {
    state.touch(beneficiary)
    if (!isZero(balance)) {
      state.recordBalance(beneficiary)
      add(state.balanceOf(beneficiary), state.balanceOf(beneficiary), balance)
    }
  }
  // EIP-6780: an account that was there before stays, and so does what it gives to itself.
  const isNew = (state.flagsOf(self) & state.created) != 0
  if (rules.fork() >= rules.cancun && !isNew && isToSelf) return
  if (isZero(balance)) return
  state.recordBalance(self)
  setSmall(balance, 0)
}
