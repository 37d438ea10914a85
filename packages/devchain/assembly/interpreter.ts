// The loop over instructions. It knows one frame at a time: what belongs to it is in locals while it runs, and in its
// record while another does. `M` chooses at compile time what is told of each instruction: see `plain` and the others.

import { codeOf, notYet } from './account-code'
import { call } from './calls'
import { bytesOf, hitsOf, isJumpPlace, jumpPlacesOf, jumpsTakenOf, sizeOf } from './codes'
import * as context from './context'
import { create } from './creations'
import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { keccak256 } from './keccak'
import { copyPadded, endOf, endOfCount, growMemory, growthCost, memoryOf, memorySizeOf, wordCount } from './machine-memory'
import { accountOfWord, isCounting, isRunningStatic, isTelling, leave } from './messages'
import * as rules from './rules'
import * as state from './state'
import { selfdestruct } from './selfdestruct'
import * as storage from './storage'
import * as u256 from './u256'
import * as division from './u256-division'

// What is told of instructions, as types of different sizes.
type plain = u8
type counted = u16
type traced = u32

/**
 * Jumps until the interpreter returns for a moment: the host replaces code that it has optimized only when a function
 * is called, not while it runs.
 */
const sliceLength: i32 = 20000

let isStepping: bool = false

/** Whether each instruction is told. */
export function setStepping(stepping: bool): void {
  isStepping = stepping
}

/** Runs the current frame and all it calls until the outermost message has ended or has to wait. */
export function run(): i32 {
  let result: i32
  do {
    if (isStepping) result = interpret<traced>()
    else if (isCounting) result = interpret<counted>()
    else result = interpret<plain>()
  } while (result == halts.paused)
  return result
}

function interpret<M>(): i32 {
  let budget = sliceLength
  let next: i32
  while (true) {
    const frame = frames.frame
    const code: usize = load<u32>(frame)
    const codeBytes = bytesOf(code)
    const codeSize = sizeOf(code)
    const jumpPlaces = jumpPlacesOf(code)
    const low = frames.stack + load<u32>(frame, 12)
    const highest = low + frames.stackBytes
    let pc: usize = load<u32>(frame, 4)
    let sp = frames.stack + load<u32>(frame, 8)
    let gas = load<i64>(frame, 16)
    let memoryBase = memoryOf(frame)
    let memorySize = <u64>memorySizeOf(frame)
    let output: usize = 0
    let outputSize: u32 = 0

    while (true) {
      const opcode = <u32>load<u8>(pc)
      if (sizeof<M>() == sizeof<counted>() || (sizeof<M>() == sizeof<traced>() && isCounting)) {
        countHit(code, <u32>(pc - codeBytes))
      }
      if (sizeof<M>() == sizeof<traced>()) {
        save(frame, pc, sp, gas)
        host.tellStep()
      }
      gas -= <i64>load<u32>(rules.staticGas + (<usize>opcode << 2))
      if (gas < 0) {
        next = haltWithoutGas(opcode, <u32>(sp - low) >> 5)
        break
      }
      pc++
      switch (opcode) {
        case 0x00: { // STOP
          next = halts.stop
          break
        }
        case 0x01: { // ADD
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.add(sp - 32, sp, sp - 32)
          continue
        }
        case 0x02: { // MUL
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.multiply(sp - 32, sp, sp - 32)
          continue
        }
        case 0x03: { // SUB
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.subtract(sp - 32, sp, sp - 32)
          continue
        }
        case 0x04: { // DIV
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          division.divide(sp - 32, sp, sp - 32)
          continue
        }
        case 0x05: { // SDIV
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          division.signedDivide(sp - 32, sp, sp - 32)
          continue
        }
        case 0x06: { // MOD
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          division.remainder(sp - 32, sp, sp - 32)
          continue
        }
        case 0x07: { // SMOD
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          division.signedRemainder(sp - 32, sp, sp - 32)
          continue
        }
        case 0x08: { // ADDMOD
          if (sp - low < 96) { next = halts.stackUnderflow; break }
          sp -= 64
          division.addModulo(sp - 32, sp + 32, sp, sp - 32)
          continue
        }
        case 0x09: { // MULMOD
          if (sp - low < 96) { next = halts.stackUnderflow; break }
          sp -= 64
          division.multiplyModulo(sp - 32, sp + 32, sp, sp - 32)
          continue
        }
        case 0x0a: { // EXP
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          gas -= <i64>((u256.bitLength(sp - 64) + 7) >> 3) * rules.expByteGas()
          if (gas < 0) { next = halts.outOfGas; break }
          sp -= 32
          u256.exponentiate(sp - 32, sp, sp - 32)
          continue
        }
        case 0x0b: { // SIGNEXTEND
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.signExtend(sp - 32, sp - 32, sp)
          continue
        }
        case 0x10: { // LT
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.setSmall(sp - 32, u64(u256.lessThan(sp, sp - 32)))
          continue
        }
        case 0x11: { // GT
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.setSmall(sp - 32, u64(u256.lessThan(sp - 32, sp)))
          continue
        }
        case 0x12: { // SLT
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.setSmall(sp - 32, u64(u256.signedLessThan(sp, sp - 32)))
          continue
        }
        case 0x13: { // SGT
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.setSmall(sp - 32, u64(u256.signedLessThan(sp - 32, sp)))
          continue
        }
        case 0x14: { // EQ
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.setSmall(sp - 32, u64(u256.equals(sp, sp - 32)))
          continue
        }
        case 0x15: { // ISZERO
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          u256.setSmall(sp - 32, u64(u256.isZero(sp - 32)))
          continue
        }
        case 0x16: { // AND
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          store<u64>(sp - 32, load<u64>(sp - 32) & load<u64>(sp))
          store<u64>(sp - 24, load<u64>(sp - 24) & load<u64>(sp + 8))
          store<u64>(sp - 16, load<u64>(sp - 16) & load<u64>(sp + 16))
          store<u64>(sp - 8, load<u64>(sp - 8) & load<u64>(sp + 24))
          continue
        }
        case 0x17: { // OR
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          store<u64>(sp - 32, load<u64>(sp - 32) | load<u64>(sp))
          store<u64>(sp - 24, load<u64>(sp - 24) | load<u64>(sp + 8))
          store<u64>(sp - 16, load<u64>(sp - 16) | load<u64>(sp + 16))
          store<u64>(sp - 8, load<u64>(sp - 8) | load<u64>(sp + 24))
          continue
        }
        case 0x18: { // XOR
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          store<u64>(sp - 32, load<u64>(sp - 32) ^ load<u64>(sp))
          store<u64>(sp - 24, load<u64>(sp - 24) ^ load<u64>(sp + 8))
          store<u64>(sp - 16, load<u64>(sp - 16) ^ load<u64>(sp + 16))
          store<u64>(sp - 8, load<u64>(sp - 8) ^ load<u64>(sp + 24))
          continue
        }
        case 0x19: { // NOT
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          store<u64>(sp - 32, ~load<u64>(sp - 32))
          store<u64>(sp - 24, ~load<u64>(sp - 24))
          store<u64>(sp - 16, ~load<u64>(sp - 16))
          store<u64>(sp - 8, ~load<u64>(sp - 8))
          continue
        }
        case 0x1a: { // BYTE
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.byteOf(sp - 32, sp - 32, sp)
          continue
        }
        case 0x1b: { // SHL (EIP-145)
          if (rules.fork() < rules.constantinople) { next = halts.invalidOpcode; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.shiftLeft(sp - 32, sp - 32, sp)
          continue
        }
        case 0x1c: { // SHR
          if (rules.fork() < rules.constantinople) { next = halts.invalidOpcode; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.shiftRight(sp - 32, sp - 32, sp)
          continue
        }
        case 0x1d: { // SAR
          if (rules.fork() < rules.constantinople) { next = halts.invalidOpcode; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 32
          u256.signedShiftRight(sp - 32, sp - 32, sp)
          continue
        }
        case 0x1e: { // CLZ (EIP-7939)
          if (rules.fork() < rules.osaka) { next = halts.invalidOpcode; break }
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          u256.setSmall(sp - 32, <u64>(256 - u256.bitLength(sp - 32)))
          continue
        }
        case 0x20: { // KECCAK256
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          const end = endOf(sp - 32, sp - 64)
          const size = end == 0 ? 0 : load<u64>(sp - 64)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          gas -= wordCount(size) * 6
          if (gas < 0) { next = halts.outOfGas; break }
          const start = size == 0 ? memoryBase : memoryBase + <usize>load<u64>(sp - 32)
          sp -= 32
          keccak256(hash, start, <usize>size)
          u256.fromBytes(sp - 32, hash)
          continue
        }
        case 0x30: { // ADDRESS
          if (sp >= highest) { next = halts.stackOverflow; break }
          pushAddress(sp, load<u32>(frame, 40))
          sp += 32
          continue
        }
        case 0x31: { // BALANCE
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const account = accountOfWord(sp - 32)
          if (rules.fork() >= rules.berlin) {
            gas -= state.warmUp(account) ? rules.coldAccountGas() : rules.warmAccessGas()
            if (gas < 0) { next = halts.outOfGas; break }
          }
          if (!state.isLoaded(account)) { next = halts.suspended; break }
          u256.copy(sp - 32, state.balanceOf(account))
          continue
        }
        case 0x32: { // ORIGIN
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.origin())
          sp += 32
          continue
        }
        case 0x33: { // CALLER
          if (sp >= highest) { next = halts.stackOverflow; break }
          pushAddress(sp, frame + 48)
          sp += 32
          continue
        }
        case 0x34: { // CALLVALUE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, frame + 72)
          sp += 32
          continue
        }
        case 0x35: { // CALLDATALOAD
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const input = <usize>load<u32>(frame, 32)
          const size = load<u32>(frame, 36)
          const isFar = (load<u64>(sp - 24) | load<u64>(sp - 16) | load<u64>(sp - 8)) != 0
          const offset = load<u64>(sp - 32)
          if (!isFar && offset <= 0xffffffff && offset + 32 <= <u64>size) {
            u256.fromBytes(sp - 32, input + <usize>offset)
          } else {
            copyPadded(hash, input, size, sp - 32, 32)
            u256.fromBytes(sp - 32, hash)
          }
          continue
        }
        case 0x36: { // CALLDATASIZE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, load<u32>(frame, 36))
          sp += 32
          continue
        }
        case 0x37: // CALLDATACOPY
        case 0x39: // CODECOPY
        case 0x3e: { // RETURNDATACOPY
          if (opcode == 0x3e && rules.fork() < rules.byzantium) { next = halts.invalidOpcode; break }
          if (sp - low < 96) { next = halts.stackUnderflow; break }
          if (opcode == 0x3e && !isInReturnData(sp - 64, sp - 96)) { next = halts.outOfGas; break }
          const end = endOf(sp - 32, sp - 96)
          const size = end == 0 ? 0 : load<u64>(sp - 96)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          gas -= wordCount(size) * 3
          if (gas < 0) { next = halts.outOfGas; break }
          sp -= 96
          if (size == 0) continue
          const target = memoryBase + <usize>load<u64>(sp + 64)
          if (opcode == 0x37) {
            const input = <usize>load<u32>(frame, 32)
            copyPadded(target, input, load<u32>(frame, 36), sp + 32, <u32>size)
          } else if (opcode == 0x39) copyPadded(target, codeBytes, codeSize, sp + 32, <u32>size)
          else copyPadded(target, frames.returnData, frames.returnSize, sp + 32, <u32>size)
          continue
        }
        case 0x38: { // CODESIZE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, codeSize)
          sp += 32
          continue
        }
        case 0x3a: { // GASPRICE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.gasPrice())
          sp += 32
          continue
        }
        case 0x3b: { // EXTCODESIZE
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const account = accountOfWord(sp - 32)
          if (rules.fork() >= rules.berlin) {
            gas -= state.warmUp(account) ? rules.coldAccountGas() : rules.warmAccessGas()
            if (gas < 0) { next = halts.outOfGas; break }
          }
          const other = codeOf(account)
          if (other == notYet) { next = halts.suspended; break }
          u256.setSmall(sp - 32, other == 0 ? 0 : sizeOf(other))
          continue
        }
        case 0x3c: { // EXTCODECOPY
          if (sp - low < 128) { next = halts.stackUnderflow; break }
          const end = endOf(sp - 64, sp - 128)
          const size = end == 0 ? 0 : load<u64>(sp - 128)
          gas -= growthCost(end) + wordCount(size & 0xffffffff) * 3
          if (gas < 0) { next = halts.outOfGas; break }
          const account = accountOfWord(sp - 32)
          if (rules.fork() >= rules.berlin) {
            gas -= state.warmUp(account) ? rules.coldAccountGas() : rules.warmAccessGas()
            if (gas < 0) { next = halts.outOfGas; break }
          }
          if (!growMemory(end)) { next = halts.outOfGas; break }
          memoryBase = memoryOf(frame)
          memorySize = <u64>memorySizeOf(frame)
          const other: usize = size == 0 ? 0 : codeOf(account)
          if (other == notYet) { next = halts.suspended; break }
          sp -= 128
          if (size == 0) continue
          const target = memoryBase + <usize>load<u64>(sp + 64)
          if (other == 0) memory.fill(target, 0, <usize>size)
          else copyPadded(target, bytesOf(other), sizeOf(other), sp + 32, <u32>size)
          continue
        }
        case 0x3d: { // RETURNDATASIZE (EIP-211)
          if (rules.fork() < rules.byzantium) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, frames.returnSize)
          sp += 32
          continue
        }
        case 0x3f: { // EXTCODEHASH (EIP-1052)
          if (rules.fork() < rules.constantinople) { next = halts.invalidOpcode; break }
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const account = accountOfWord(sp - 32)
          if (rules.fork() >= rules.berlin) {
            gas -= state.warmUp(account) ? rules.coldAccountGas() : rules.warmAccessGas()
            if (gas < 0) { next = halts.outOfGas; break }
          }
          if (!state.isLoaded(account)) { next = halts.suspended; break }
          if (state.isEmpty(account)) u256.setSmall(sp - 32, 0)
          else u256.fromBytes(sp - 32, state.codeHashOf(account))
          continue
        }
        case 0x40: { // BLOCKHASH
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          if (!isRecentBlock(sp - 32)) {
            u256.setSmall(sp - 32, 0)
            continue
          }
          if (host.loadBlockHash(load<u64>(sp - 32), hash) == host.missing) { next = halts.suspended; break }
          u256.fromBytes(sp - 32, hash)
          continue
        }
        case 0x41: { // COINBASE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.coinbase())
          sp += 32
          continue
        }
        case 0x42: { // TIMESTAMP
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.timestamp())
          sp += 32
          continue
        }
        case 0x43: { // NUMBER
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.blockNumber())
          sp += 32
          continue
        }
        case 0x44: { // PREVRANDAO, DIFFICULTY
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.prevRandao())
          sp += 32
          continue
        }
        case 0x45: { // GASLIMIT
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.gasLimit())
          sp += 32
          continue
        }
        case 0x46: { // CHAINID (EIP-1344)
          if (rules.fork() < rules.istanbul) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.chainId())
          sp += 32
          continue
        }
        case 0x47: { // SELFBALANCE (EIP-1884)
          if (rules.fork() < rules.istanbul) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          if (!state.isLoaded(load<u32>(frame, 40))) { next = halts.suspended; break }
          u256.copy(sp, state.balanceOf(load<u32>(frame, 40)))
          sp += 32
          continue
        }
        case 0x48: { // BASEFEE (EIP-3198)
          if (rules.fork() < rules.london) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.baseFee())
          sp += 32
          continue
        }
        case 0x49: { // BLOBHASH (EIP-4844)
          if (rules.fork() < rules.cancun) { next = halts.invalidOpcode; break }
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const isFar = (load<u64>(sp - 24) | load<u64>(sp - 16) | load<u64>(sp - 8)) != 0
          const index = load<u64>(sp - 32)
          if (isFar || index >= <u64>context.blobHashCount()) u256.setSmall(sp - 32, 0)
          else u256.fromBytes(sp - 32, context.blobHash(<u32>index))
          continue
        }
        case 0x4a: { // BLOBBASEFEE (EIP-7516)
          if (rules.fork() < rules.cancun) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, context.blobBaseFee())
          sp += 32
          continue
        }
        case 0x50: { // POP
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          sp -= 32
          continue
        }
        case 0x51: { // MLOAD
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const end = endOfCount(sp - 32, 32)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          u256.fromBytes(sp - 32, memoryBase + load<u32>(sp - 32))
          continue
        }
        case 0x52: { // MSTORE
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const end = endOfCount(sp - 32, 32)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          u256.toBytes(memoryBase + load<u32>(sp - 32), sp - 64)
          sp -= 64
          continue
        }
        case 0x53: { // MSTORE8
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          const end = endOfCount(sp - 32, 1)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          store<u8>(memoryBase + load<u32>(sp - 32), load<u8>(sp - 64))
          sp -= 64
          continue
        }
        case 0x54: { // SLOAD
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          next = storage.loadWord(sp - 32, gas)
          if (next != halts.none) break
          gas = storage.gasLeft
          continue
        }
        case 0x55: { // SSTORE
          if (sp - low < 64) {
            next = isRunningStatic() ? halts.staticStateChange : halts.stackUnderflow
            break
          }
          next = storage.storeWord(sp - 32, sp - 64, gas)
          if (next != halts.none) break
          gas = storage.gasLeft
          sp -= 64
          continue
        }
        case 0x56: { // JUMP
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          sp -= 32
          if (!isJumpPlace(jumpPlaces, codeSize, sp)) { next = halts.invalidJump; break }
          pc = codeBytes + <usize>load<u64>(sp)
          if (--budget > 0) continue
          next = halts.paused
          break
        }
        case 0x57: { // JUMPI
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          sp -= 64
          if (u256.isZero(sp)) continue
          if (!isJumpPlace(jumpPlaces, codeSize, sp + 32)) { next = halts.invalidJump; break }
          if (sizeof<M>() != sizeof<plain>() && isCounting) countJump(code, <u32>(pc - 1 - codeBytes))
          pc = codeBytes + <usize>load<u64>(sp + 32)
          if (--budget > 0) continue
          next = halts.paused
          break
        }
        case 0x58: { // PC
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, <u64>(pc - 1 - codeBytes))
          sp += 32
          continue
        }
        case 0x59: { // MSIZE
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, memorySize)
          sp += 32
          continue
        }
        case 0x5a: { // GAS
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, <u64>gas)
          sp += 32
          continue
        }
        case 0x5b: { // JUMPDEST
          continue
        }
        case 0x5c: { // TLOAD (EIP-1153)
          if (rules.fork() < rules.cancun) { next = halts.invalidOpcode; break }
          if (sp - low < 32) { next = halts.stackUnderflow; break }
          u256.copy(sp - 32, state.valueOf(state.transientAt(load<u32>(frame, 40), sp - 32)))
          continue
        }
        case 0x5d: { // TSTORE
          if (rules.fork() < rules.cancun) { next = halts.invalidOpcode; break }
          if (isRunningStatic()) { next = halts.staticStateChange; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          state.setTransient(state.transientAt(load<u32>(frame, 40), sp - 32), sp - 64)
          sp -= 64
          continue
        }
        case 0x5e: { // MCOPY (EIP-5656)
          if (rules.fork() < rules.cancun) { next = halts.invalidOpcode; break }
          if (sp - low < 96) { next = halts.stackUnderflow; break }
          const end = max<u64>(endOf(sp - 32, sp - 96), endOf(sp - 64, sp - 96))
          const size = end == 0 ? 0 : load<u64>(sp - 96)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
            memorySize = <u64>memorySizeOf(frame)
          }
          gas -= wordCount(size) * 3
          if (gas < 0) { next = halts.outOfGas; break }
          sp -= 96
          if (size == 0) continue
          const source = memoryBase + load<u32>(sp + 32)
          memory.copy(memoryBase + load<u32>(sp + 64), source, <usize>size)
          continue
        }
        case 0x5f: { // PUSH0 (EIP-3855)
          if (rules.fork() < rules.shanghai) { next = halts.invalidOpcode; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, 0)
          sp += 32
          continue
        }
        case 0x60: { // PUSH1
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, <u64>load<u8>(pc))
          pc++
          sp += 32
          continue
        }
        case 0x61: { // PUSH2
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, <u64>bswap<u16>(load<u16>(pc)))
          pc += 2
          sp += 32
          continue
        }
        case 0x62: case 0x63: case 0x64: case 0x65: case 0x66: case 0x67: { // PUSH3 to PUSH8
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.setSmall(sp, bswap<u64>(load<u64>(pc)) >> <u64>((0x67 - opcode) << 3))
          pc += opcode - 0x5f
          sp += 32
          continue
        }
        case 0x68: case 0x69: case 0x6a: case 0x6b: case 0x6c: case 0x6d: case 0x6e: case 0x6f:
        case 0x70: case 0x71: case 0x72: case 0x73: case 0x74: case 0x75: case 0x76: case 0x77:
        case 0x78: case 0x79: case 0x7a: case 0x7b: case 0x7c: case 0x7d: case 0x7e: case 0x7f: {
          // PUSH9 to PUSH32
          if (sp >= highest) { next = halts.stackOverflow; break }
          const size = opcode - 0x5f
          pushBytes(sp, pc, size)
          pc += size
          sp += 32
          continue
        }
        case 0x80: case 0x81: case 0x82: case 0x83: case 0x84: case 0x85: case 0x86: case 0x87:
        case 0x88: case 0x89: case 0x8a: case 0x8b: case 0x8c: case 0x8d: case 0x8e: case 0x8f: { // DUP
          const distance = <usize>(opcode - 0x7f) << 5
          if (sp - low < distance) { next = halts.stackUnderflow; break }
          if (sp >= highest) { next = halts.stackOverflow; break }
          u256.copy(sp, sp - distance)
          sp += 32
          continue
        }
        case 0x90: case 0x91: case 0x92: case 0x93: case 0x94: case 0x95: case 0x96: case 0x97:
        case 0x98: case 0x99: case 0x9a: case 0x9b: case 0x9c: case 0x9d: case 0x9e: case 0x9f: { // SWAP
          const other = sp - (<usize>(opcode - 0x8e) << 5)
          if (sp - low < <usize>(opcode - 0x8e) << 5) { next = halts.stackUnderflow; break }
          const top = sp - 32
          const a0 = load<u64>(top)
          const a1 = load<u64>(top, 8)
          const a2 = load<u64>(top, 16)
          const a3 = load<u64>(top, 24)
          u256.copy(top, other)
          store<u64>(other, a0)
          store<u64>(other, a1, 8)
          store<u64>(other, a2, 16)
          store<u64>(other, a3, 24)
          continue
        }
        case 0xa0: case 0xa1: case 0xa2: case 0xa3: case 0xa4: { // LOG
          if (isRunningStatic()) { next = halts.staticStateChange; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          const end = endOf(sp - 32, sp - 64)
          const size = end == 0 ? 0 : load<u64>(sp - 64)
          gas -= growthCost(end) + 375 * <i64>(opcode - 0xa0) + 8 * <i64>(size & 0xffffffffff)
          if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
          memoryBase = memoryOf(frame)
          memorySize = <u64>memorySizeOf(frame)
          const topicCount = opcode - 0xa0
          if (sp - low < 64 + (<usize>topicCount << 5)) { next = halts.stackUnderflow; break }
          writeLog(sp, topicCount, memoryBase, <u32>size)
          sp -= 64 + (<usize>topicCount << 5)
          continue
        }
        case 0xf0: // CREATE
        case 0xf5: { // CREATE2 (EIP-1014)
          if (opcode == 0xf5 && rules.fork() < rules.constantinople) { next = halts.invalidOpcode; break }
          if (sp - low < (opcode == 0xf0 ? 96 : 128)) { next = halts.stackUnderflow; break }
          save(frame, pc, sp, gas)
          next = create(opcode == 0xf0 ? frames.kindCreate : frames.kindCreate2)
          if (next != halts.none) break
          sp = frames.stack + load<u32>(frame, 8)
          gas = load<i64>(frame, 16)
          memoryBase = memoryOf(frame)
          memorySize = <u64>memorySizeOf(frame)
          continue
        }
        case 0xf1: // CALL
        case 0xf2: // CALLCODE
        case 0xf4: // DELEGATECALL (EIP-7)
        case 0xfa: { // STATICCALL (EIP-214)
          if (opcode == 0xf4 && rules.fork() < rules.homestead) { next = halts.invalidOpcode; break }
          if (opcode == 0xfa && rules.fork() < rules.byzantium) { next = halts.invalidOpcode; break }
          if (sp - low < (opcode <= 0xf2 ? 224 : 192)) { next = halts.stackUnderflow; break }
          save(frame, pc, sp, gas)
          next = call(kindOf(opcode))
          if (next != halts.none) break
          sp = frames.stack + load<u32>(frame, 8)
          gas = load<i64>(frame, 16)
          memoryBase = memoryOf(frame)
          memorySize = <u64>memorySizeOf(frame)
          continue
        }
        case 0xf3: // RETURN
        case 0xfd: { // REVERT (EIP-140)
          if (opcode == 0xfd && rules.fork() < rules.byzantium) { next = halts.invalidOpcode; break }
          if (sp - low < 64) { next = halts.stackUnderflow; break }
          const end = endOf(sp - 32, sp - 64)
          if (end > memorySize) {
            gas -= growthCost(end)
            if (gas < 0 || !growMemory(end)) { next = halts.outOfGas; break }
            memoryBase = memoryOf(frame)
          }
          if (end != 0) {
            output = memoryBase + load<u32>(sp - 32)
            outputSize = load<u32>(sp - 64)
          }
          next = opcode == 0xf3 ? halts.stop : halts.revert
          break
        }
        case 0xff: { // SELFDESTRUCT
          if (sp - low < 32) {
            next = isRunningStatic() ? halts.staticStateChange : halts.stackUnderflow
            break
          }
          save(frame, pc, sp, gas)
          next = selfdestruct()
          gas = load<i64>(frame, 16)
          break
        }
        default:
          next = halts.invalidOpcode
      }
      break
    }

    if (next == halts.paused) {
      save(frame, pc, sp, gas)
      return next
    }
    if (next < halts.suspended) {
      save(frame, pc, sp, gas)
      next = leave(next, output, outputSize)
    }
    if (next != halts.frameChanged) return next
    // Calls in a loop are a loop, too.
    if (--budget <= 0) return halts.paused
  }
}

const hash = memory.data(32, 8)

@inline
function save(frame: usize, pc: usize, sp: usize, gas: i64): void {
  store<u32>(frame, <u32>pc, 4)
  store<u32>(frame, <u32>(sp - frames.stack), 8)
  store<i64>(frame, gas, 16)
}

function countHit(code: usize, pc: u32): void {
  if (pc >= sizeOf(code)) return
  const place = hitsOf(code) + (<usize>pc << 2)
  store<u32>(place, load<u32>(place) + 1)
}

function countJump(code: usize, pc: u32): void {
  const place = jumpsTakenOf(code) + (<usize>pc << 2)
  store<u32>(place, load<u32>(place) + 1)
}

@inline
function pushAddress(sp: usize, limbs: usize): void {
  store<u64>(sp, load<u64>(limbs))
  store<u64>(sp, load<u64>(limbs, 8), 8)
  store<u64>(sp, load<u64>(limbs, 16), 16)
  store<u64>(sp, 0, 24)
}

/** PUSH9 to PUSH32. */
function pushBytes(sp: usize, bytes: usize, size: u32): void {
  const first = bswap<u64>(load<u64>(bytes))
  const last = bytes + size
  store<u64>(sp, bswap<u64>(load<u64>(last - 8)))
  if (size <= 16) {
    store<u64>(sp, first >> <u64>((16 - size) << 3), 8)
    store<u64>(sp, 0, 16)
    store<u64>(sp, 0, 24)
    return
  }
  store<u64>(sp, bswap<u64>(load<u64>(last - 16)), 8)
  if (size <= 24) {
    store<u64>(sp, first >> <u64>((24 - size) << 3), 16)
    store<u64>(sp, 0, 24)
    return
  }
  store<u64>(sp, bswap<u64>(load<u64>(last - 24)), 16)
  store<u64>(sp, first >> <u64>((32 - size) << 3), 24)
}

function isInReturnData(offset: usize, size: usize): bool {
  const far =
    load<u64>(offset, 8) | load<u64>(offset, 16) | load<u64>(offset, 24) |
    load<u64>(size, 8) | load<u64>(size, 16) | load<u64>(size, 24)
  if (far != 0 || (load<u64>(offset) | load<u64>(size)) >> 40 != 0) return false
  return load<u64>(offset) + load<u64>(size) <= <u64>frames.returnSize
}

/** Whether the word is the number of one of the 256 blocks before this one. */
function isRecentBlock(number: usize): bool {
  const far = load<u64>(number, 8) | load<u64>(number, 16) | load<u64>(number, 24)
  const current = load<u64>(context.blockNumber())
  const asked = load<u64>(number)
  return far == 0 && asked < current && current - asked <= 256
}

function kindOf(opcode: u32): u32 {
  if (opcode == 0xf1) return frames.kindCall
  if (opcode == 0xf2) return frames.kindCallCode
  return opcode == 0xf4 ? frames.kindDelegateCall : frames.kindStaticCall
}

/** Topics lie below the two words at the top of the stack. */
function writeLog(sp: usize, topicCount: u32, memoryBase: usize, size: u32): void {
  const topicBytes = <usize>topicCount << 5
  const log = frames.appendLog(32 + topicBytes + ((<usize>size + 7) & ~7))
  state.addressToBytes(log, load<u32>(frames.frame, 40))
  store<u32>(log, topicCount, 24)
  store<u32>(log, size, 28)
  for (let index: usize = 0; index < <usize>topicCount; index++) {
    u256.toBytes(log + 32 + (index << 5), sp - 96 - (index << 5))
  }
  if (size != 0) memory.copy(log + 32 + topicBytes, memoryBase + load<u32>(sp - 32), size)
  if (isTelling) host.tellLog(log)
}

/**
 * Why an instruction fails whose least cost is not there. Those whose cost depends on their arguments look at them first,
 * as @ethereumjs does; which it is changes nothing but the reason that is told.
 */
function haltWithoutGas(opcode: u32, stackSize: u32): i32 {
  if (changesState(opcode) && isRunningStatic()) return halts.staticStateChange
  if (stackSize < argumentsWithGas(opcode)) return halts.stackUnderflow
  const isCreating = opcode == 0xf0 || opcode == 0xf5
  return isCreating && isRunningStatic() ? halts.staticStateChange : halts.outOfGas
}

function changesState(opcode: u32): bool {
  return (opcode >= 0xa0 && opcode <= 0xa4) || opcode == 0xff
}

/** How many arguments decide on the cost. */
function argumentsWithGas(opcode: u32): u32 {
  switch (opcode) {
    case 0x31: case 0x3b: case 0x3f: case 0x51: case 0x52: case 0x53: case 0x54: case 0xff: return 1
    case 0x0a: case 0x20: case 0x55: case 0xa0: case 0xa1: case 0xa2: case 0xa3: case 0xa4: return 2
    case 0x37: case 0x39: case 0x3e: case 0x5e: case 0xf0: return 3
    case 0x3c: case 0xf5: return 4
    case 0xf4: case 0xfa: return 6
    case 0xf1: case 0xf2: return 7
    default: return 0
  }
}
