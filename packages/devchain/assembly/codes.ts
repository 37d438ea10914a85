// Contract code, kept from one execution to the next by its hash, with the places where jumps may land.

import { allocate, release } from './memory'

// Record of a code, 64 bytes and what they point to.
// 0 hash (32 bytes) | 32 bytes | 36 size | 40 jump places | 44 next in the table | 48 hits | 52 jumps taken | 56 kept | 60 next that was counted
const recordSize: usize = 64
const bucketCount: u32 = 1024
const buckets = memory.data(bucketCount * 4, 8)

/** Zeros around the code: a PUSH reads the 32 bytes that end where it ends, and ends may lie outside. */
const padding: usize = 40

/** What is kept at most. */
const mostBytes: usize = 64 << 20
let keptBytes: usize = 0

@inline
export function bytesOf(code: usize): usize {
  return load<u32>(code, 32)
}
@inline
export function sizeOf(code: usize): u32 {
  return load<u32>(code, 36)
}
@inline
export function jumpPlacesOf(code: usize): usize {
  return load<u32>(code, 40)
}
/** How often each instruction ran, 32 bits each; 0 while nobody counts. */
@inline
export function hitsOf(code: usize): usize {
  return load<u32>(code, 48)
}
/** How often the conditional jump at each place was taken. */
@inline
export function jumpsTakenOf(code: usize): usize {
  return load<u32>(code, 52)
}

@inline
function bucketOf(hash: usize): usize {
  return buckets + (<usize>(load<u32>(hash) & (bucketCount - 1)) << 2)
}

/** The code with that hash (32 bytes); 0 when it is not known here. */
export function findCode(hash: usize): usize {
  let code: usize = load<u32>(bucketOf(hash))
  while (code != 0 && memory.compare(code, hash, 32) != 0) code = load<u32>(code, 44)
  return code
}

/** A record for `size` bytes of code, which the caller writes to its bytes before `finishCode`. */
export function createCode(size: u32): usize {
  const code = allocate(recordSize)
  const block = allocate(<usize>size + 2 * padding)
  memory.fill(block, 0, padding)
  memory.fill(block + padding + size, 0, padding)
  memory.fill(code, 0, recordSize)
  store<u32>(code, <u32>(block + padding), 32)
  store<u32>(code, size, 36)
  return code
}

/** Finds the places where jumps may land. */
export function finishCode(code: usize): void {
  const size = sizeOf(code)
  const placesSize = <usize>(size >> 3) + 8
  const places = allocate(placesSize)
  memory.fill(places, 0, placesSize)
  const bytes = bytesOf(code)
  for (let pc: u32 = 0; pc < size; pc++) {
    const opcode = load<u8>(bytes + pc)
    if (opcode == 0x5b) {
      const place = places + (pc >> 3)
      store<u8>(place, load<u8>(place) | (<u8>1 << <u8>(pc & 7)))
    } else if (opcode >= 0x60 && opcode <= 0x7f) pc += opcode - 0x5f
  }
  store<u32>(code, <u32>places, 40)
}

/** Whether the code is in the table. */
@inline
export function isKept(code: usize): bool {
  return load<u32>(code, 56) != 0
}

/** Keeps the code under its hash. */
export function keepCode(code: usize, hash: usize): void {
  store<u32>(code, 1, 56)
  memory.copy(code, hash, 32)
  const bucket = bucketOf(hash)
  store<u32>(code, load<u32>(bucket), 44)
  store<u32>(bucket, <u32>code)
  keptBytes += footprint(code)
}

function footprint(code: usize): usize {
  return <usize>sizeOf(code) + (sizeOf(code) >> 3) + recordSize + 2 * padding
}

/** Forgets a code that was not kept. */
export function dropCode(code: usize): void {
  const size = sizeOf(code)
  release(bytesOf(code) - padding, <usize>size + 2 * padding)
  release(jumpPlacesOf(code), <usize>(size >> 3) + 8)
  release(code, recordSize)
}

/** Forgets all code when there is too much of it; never while one runs. */
export function trimCodes(): void {
  if (keptBytes < mostBytes) return
  for (let index: u32 = 0; index < bucketCount; index++) {
    const bucket = buckets + (<usize>index << 2)
    let code: usize = load<u32>(bucket)
    while (code != 0) {
      const next: usize = load<u32>(code, 44)
      dropCode(code)
      code = next
    }
    store<u32>(bucket, 0)
  }
  keptBytes = 0
}

/** The first of the codes that were counted since `resetCounts`. */
export let firstCounted: usize = 0

/** Begins to count the instructions of a code. */
export function countHits(code: usize): void {
  if (hitsOf(code) != 0) return
  const size = <usize>sizeOf(code) << 2
  const hits = allocate(size)
  const taken = allocate(size)
  memory.fill(hits, 0, size)
  memory.fill(taken, 0, size)
  store<u32>(code, <u32>hits, 48)
  store<u32>(code, <u32>taken, 52)
  store<u32>(code, <u32>firstCounted, 60)
  firstCounted = code
}

/** Forgets all counts. */
export function resetCounts(): void {
  for (; firstCounted != 0; firstCounted = load<u32>(firstCounted, 60)) {
    const size = <usize>sizeOf(firstCounted) << 2
    release(hitsOf(firstCounted), size)
    release(jumpsTakenOf(firstCounted), size)
    store<u32>(firstCounted, 0, 48)
    store<u32>(firstCounted, 0, 52)
  }
}

@inline
export function isJumpPlace(places: usize, size: u32, target: usize): bool {
  if (load<u64>(target, 8) | load<u64>(target, 16) | load<u64>(target, 24)) return false
  const place = load<u64>(target)
  if (place >= <u64>size) return false
  return (load<u8>(places + <usize>(place >> 3)) & (1 << <u8>(place & 7))) != 0
}
