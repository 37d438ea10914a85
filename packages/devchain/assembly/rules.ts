// The rules of the fork that is active, as JavaScript wrote them here from @ethereumjs' parameters.

// Forks in order. What needs one asks `fork >= …`.
export const homestead: i32 = 1
export const tangerineWhistle: i32 = 2
export const spuriousDragon: i32 = 3
export const byzantium: i32 = 4
export const constantinople: i32 = 5
export const petersburg: i32 = 6
export const istanbul: i32 = 7
export const berlin: i32 = 8
export const london: i32 = 9
export const paris: i32 = 10
export const shanghai: i32 = 11
export const cancun: i32 = 12
export const prague: i32 = 13
export const osaka: i32 = 14

/** The gas that each instruction costs at least: 256 numbers of 32 bits. */
export const staticGas = memory.data(256 * 4, 8)

/** All else: numbers of 64 bits, in the order of the functions below. */
export const parameters = memory.data(24 * 8, 8)

/** One bit for each precompile that is active, by its number; those from 256 on in the second half. */
export const precompiles = memory.data(64, 8)

@inline
function parameter(index: usize): i64 {
  return load<i64>(parameters + (index << 3))
}

@inline
export function fork(): i32 {
  return <i32>parameter(0)
}
@inline
export function expByteGas(): i64 {
  return parameter(1)
}
@inline
export function coldSlotGas(): i64 {
  return parameter(2)
}
@inline
export function coldAccountGas(): i64 {
  return parameter(3)
}
@inline
export function warmAccessGas(): i64 {
  return parameter(4)
}
@inline
export function callValueGas(): i64 {
  return parameter(5)
}
@inline
export function newAccountGas(): i64 {
  return parameter(6)
}
@inline
export function callStipend(): i64 {
  return parameter(7)
}
@inline
export function depositByteGas(): i64 {
  return parameter(8)
}
@inline
export function initCodeWordGas(): i64 {
  return parameter(9)
}
/** The most bytes of code that a contract may have. */
@inline
export function maxCodeSize(): i64 {
  return parameter(10)
}
@inline
export function maxInitCodeSize(): i64 {
  return parameter(11)
}
@inline
export function selfdestructRefund(): i64 {
  return parameter(12)
}

// Storage, in the terms of EIP-2200: before Constantinople and in Petersburg only the first three are used.
@inline
export function sstoreCreateGas(): i64 {
  return parameter(13)
}
@inline
export function sstoreChangeGas(): i64 {
  return parameter(14)
}
@inline
export function sstoreClearRefund(): i64 {
  return parameter(15)
}
@inline
export function sstoreNoopGas(): i64 {
  return parameter(16)
}
@inline
export function sstoreDirtyGas(): i64 {
  return parameter(17)
}
@inline
export function sstoreRecreatedRefund(): i64 {
  return parameter(18)
}
@inline
export function sstoreRestoredRefund(): i64 {
  return parameter(19)
}
/** EIP-2200: with so much gas or less nothing is stored. */
@inline
export function sstoreSentryGas(): i64 {
  return parameter(20)
}

/** EIP-1283 and 2200: whether the cost depends on the slot's value before the transaction. */
@inline
export function hasNetStorageGas(): bool {
  return fork() == constantinople || fork() >= istanbul
}

/** Whether `number` is an active precompile. */
@inline
export function isPrecompileNumber(number: u32): bool {
  return number < 512 && (load<u8>(precompiles + (number >> 3)) & (1 << (number & 7))) != 0
}
