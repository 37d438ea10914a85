// The memory of a frame: what it costs to reach further, and how it grows.

import { frame } from './frames'
import { allocate, clear, regrow, release } from './memory'
import { isZero } from './u256'

/** The end of bytes that no gas pays for. */
const tooFar: u64 = 1 << 60

/** The end of `size` bytes at `offset`, both words; 0 when there are none. */
export function endOf(offset: usize, size: usize): u64 {
  if (isZero(size)) return 0
  if ((load<u64>(size, 8) | load<u64>(size, 16) | load<u64>(size, 24)) != 0) return tooFar
  return endOfCount(offset, load<u64>(size))
}

/** The end of `count` bytes, not none, at `offset`, a word. */
@inline
export function endOfCount(offset: usize, count: u64): u64 {
  const far = load<u64>(offset, 8) | load<u64>(offset, 16) | load<u64>(offset, 24)
  const start = load<u64>(offset)
  return far != 0 || ((start | count) >> 40) != 0 ? tooFar : start + count
}

@inline
export function memorySizeOf(record: usize): u32 {
  return load<u32>(record, 28)
}

/** The gas for memory up to `end` in the current frame. */
export function growthCost(end: u64): i64 {
  const size = memorySizeOf(frame)
  if (end <= <u64>size) return 0
  if (end >> 41 != 0) return i64.MAX_VALUE >> 2
  const words = <i64>((end + 31) >> 5)
  const before = <i64>(size >> 5)
  return words * 3 + ((words * words) >> 9) - before * 3 - ((before * before) >> 9)
}

/** More than 512 MB no frame gets here, whatever gas it has: that much costs 500 billion. */
const mostMemory: u64 = 1 << 29

/** Whether a frame was refused memory that it had paid for, so that nothing that came of it counts. */
export let isDeclined: bool = false

export function resetDeclined(): void {
  isDeclined = false
}

@inline
export function memoryOf(record: usize): usize {
  return load<u32>(record, 24)
}

/** Grows the memory of the current frame, which has been paid. False when it would be too much. */
export function growMemory(end: u64): bool {
  const size = memorySizeOf(frame)
  if (end <= <u64>size) return true
  if (end > mostMemory) {
    isDeclined = true
    return false
  }
  const grown = (<u32>end + 31) & ~31
  if (grown > load<u32>(frame, 148)) makeRoom(size, grown)
  if (grown - size <= 256) clear(memoryOf(frame) + size, grown - size)
  else memory.fill(memoryOf(frame) + size, 0, grown - size)
  store<u32>(frame, grown, 28)
  return true
}

function makeRoom(size: u32, needed: u32): void {
  const before = load<u32>(frame, 148)
  const room = max<u32>(1024, 1 << (32 - clz<u32>(needed - 1)))
  const block = before == 0 ? allocate(room) : regrow(memoryOf(frame), before, room, size)
  store<u32>(frame, <u32>block, 24)
  store<u32>(frame, room, 148)
}

/** Gives back the memory of a frame that has ended. */
export function releaseMemory(record: usize): void {
  const room = load<u32>(record, 148)
  if (room != 0) release(memoryOf(record), room)
  store<u32>(record, 0, 148)
}

/** The number of 32-byte words that `count` bytes fill. */
@inline
export function wordCount(count: u64): i64 {
  return <i64>((count + 31) >> 5)
}

/**
 * Copies `size` bytes of `source`, which has `sourceSize`, from `offset` (a word) on to memory that is there; what is
 * beyond the source is zero.
 */
export function copyPadded(target: usize, source: usize, sourceSize: u32, offset: usize, size: u32): void {
  const isFar = (load<u64>(offset, 8) | load<u64>(offset, 16) | load<u64>(offset, 24)) != 0
  const start = isFar ? u64.MAX_VALUE : load<u64>(offset)
  let available: u32 = start >= <u64>sourceSize ? 0 : sourceSize - <u32>start
  if (available > size) available = size
  if (available > 0) memory.copy(target, source + <usize>start, available)
  if (available < size) memory.fill(target + available, 0, size - available)
}
