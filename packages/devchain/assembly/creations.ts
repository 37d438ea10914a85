// CREATE and CREATE2.

import { newCode, notYet } from './account-code'
import { bytesOf, createCode, finishCode } from './codes'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { keccak256 } from './keccak'
import { endOf, growMemory, growthCost, memoryOf, wordCount } from './machine-memory'
import { endMessage, enterFrame, isCounting, isRunningStatic, isTelling, mark, refuse } from './messages'
import * as rules from './rules'
import * as state from './state'
import { add, copy, isZero, lessThan, subtract, toBytes } from './u256'

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
  state.copyAddress(child + 48, self)
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

const creationBytes = memory.data(96, 8)

const saltedBytes = memory.data(96, 8)

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
  if (collision == notYet) return halts.suspended
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

/** EIP-684 and EIP-7610: 0 when the address is free, 1 when that is not known yet. */
function collides(account: usize): usize {
  if (state.nonceOf(account) != 0 || state.hasCode(account)) return 2
  if (state.hasWrittenStorage(account)) return 2
  const answer = host.hasStorage(state.handleOf(account))
  return answer < 0 ? notYet : answer > 0 ? 2 : 0
}

/** Keeps the code that a creation returned, if it may and can. */
export function endCreation(child: usize, halt: i32, gas: i64, output: usize, size: u32): i32 {
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
