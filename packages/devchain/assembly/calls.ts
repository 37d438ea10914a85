// CALL, CALLCODE, DELEGATECALL and STATICCALL.

import { codeFor, delegateOf, notYet } from './account-code'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { endOf, growMemory, growthCost, memoryOf, wordCount } from './machine-memory'
import { accountOfWord, endMessage, enterFrame, hasConsole, isNew, isRunningStatic, isTelling, mark, refuse } from './messages'
import * as rules from './rules'
import * as state from './state'
import { add, copy, isZero, lessThan, subtract } from './u256'

const zero = memory.data(32, 8)

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
    if (delegate == notYet) return halts.suspended
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
  state.copyAddress(child + 48, kind == frames.kindDelegateCall ? frame + 48 : self)
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
  if (code == notYet) return halts.suspended
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
