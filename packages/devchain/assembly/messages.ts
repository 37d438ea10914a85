// Messages: what calls and creations have in common, and how they end.

import { countHits, dropCode, isKept, bytesOf } from './codes'
import { endCreation } from './creations'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { memoryOf, releaseMemory } from './machine-memory'
import * as rules from './rules'
import * as state from './state'
import { copy, setSmall } from './u256'

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

/** How many messages have begun or been refused in this execution, the outermost included. */
export let count: u32 = 0

export function resetCount(): void {
  count = 0
}

/** How the outermost message ended. */
export let outcome: i32 = 0

export let outcomeGasLeft: i64 = 0

/** What it created. */
export let outcomeAccount: usize = 0

/** The account with the address in the low 20 bytes of a word. */
@inline
export function accountOfWord(word: usize): usize {
  return state.accountAt(load<u64>(word), load<u64>(word, 8), load<u64>(word, 16) & 0xffffffff)
}

@inline
export function isRunningStatic(): bool {
  return (load<u32>(frames.frame, 104) & frames.isStatic) != 0
}

/** Before EIP-161 an account that is not there, since then one that is empty. */
export function isNew(account: usize): bool {
  if (rules.fork() >= rules.spuriousDragon) return state.isEmpty(account)
  return (state.flagsOf(account) & state.exists) == 0
}

/** The message does not begin: the caller keeps its gas and gets zero. */
export function refuse(child: usize, halt: i32): i32 {
  count++
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
export function mark(child: usize): void {
  count++
  store<u32>(child, <u32>state.checkpoint(), 112)
  store<u32>(child, <u32>frames.logsUsed, 116)
  store<u32>(child, frames.logCount, 120)
  store<i64>(child, frames.refund, 132)
  store<i64>(child, load<i64>(child, 16), 140)
}

/** The frame of the message begins to run `code`. */
export function enterFrame(child: usize, code: usize): void {
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
export function endMessage(child: usize, halt: i32, gasLeft: i64, output: usize, outputSize: u32 = 0): i32 {
  const isCreation = (load<u32>(child, 104) & frames.isCreation) != 0
  const isGood = halt == halts.stop || halt == halts.codeStoreOutOfGas
  if (!isGood) takeBack(child)
  const gas = halt == halts.revert || isGood ? gasLeft : 0
  // A creation gives its code only to who asks from outside.
  if (halt == halts.revert || (halt == halts.stop && (!isCreation || frames.depth < 0))) {
    const target = frames.reserveReturn(outputSize)
    if (outputSize == 32) copy(target, output)
    else if (outputSize != 0 && target != output) memory.copy(target, output, outputSize)
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
    if (isGood) state.copyAddress(result, load<u32>(child, 40))
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

/** Forgets the code that frames had of their own when an execution is given up. */
export function abandonFrames(): void {
  while (frames.depth >= 0) {
    const code: usize = load<u32>(frames.frame)
    if (!isKept(code)) dropCode(code)
    releaseMemory(frames.frame)
    frames.popFrame()
  }
}
