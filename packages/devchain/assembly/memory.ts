// Where everything lives. Blocks have power-of-two sizes; released ones are kept by size and used again,
// so linear memory grows to what one execution needed at most and stays there.

const smallestClass: u32 = 6

/** Heads of the lists of released blocks, one for each power of two. */
const released = memory.data(32 * 4)

let heapEnd: usize = (__heap_base + 63) & ~63

function sizeClass(size: usize): u32 {
  const order = size <= 1 ? 0 : 32 - clz<u32>(<u32>size - 1)
  return max<u32>(order, smallestClass)
}

/** A block of at least `size` bytes, not cleared. Traps when the host has no more memory. */
export function allocate(size: usize): usize {
  const order = sizeClass(size)
  const head = released + (order << 2)
  const reused: usize = load<u32>(head)
  if (reused != 0) {
    store<u32>(head, load<u32>(reused))
    return reused
  }
  const block = heapEnd
  ensurePages(block + (<usize>1 << order))
  heapEnd = block + (<usize>1 << order)
  return block
}

/** Gives back a block that `allocate` gave for `size`. */
export function release(block: usize, size: usize): void {
  const head = released + (sizeClass(size) << 2)
  store<u32>(block, load<u32>(head))
  store<u32>(head, <u32>block)
}

/** JavaScript takes addresses for signed numbers, and no execution in its senses needs more. */
const mostPages: i32 = 0x7fff

function ensurePages(end: usize): void {
  const pages = <i32>((end + 0xffff) >> 16)
  const missing = pages - memory.size()
  if (missing <= 0) return
  if (pages > mostPages) unreachable()
  // Some in reserve, so that memory does not grow, and the host's views of it end, page by page.
  const wanted = min(max(missing, memory.size() >> 2), mostPages - memory.size())
  if (memory.grow(wanted) < 0 && memory.grow(missing) < 0) unreachable()
}

/** A block that grows: its bytes up to `used` move with it. Returns the new address. */
export function regrow(block: usize, size: usize, newSize: usize, used: usize): usize {
  const grown = allocate(newSize)
  memory.copy(grown, block, used)
  release(block, size)
  return grown
}

const chunkSize: usize = 1 << 18

/** Records that live as long as one execution: chunks that are filled one after the other. */
let firstChunk: usize = 0
let chunk: usize = 0
let chunkUsed: usize = 0

export function resetArena(): void {
  if (firstChunk == 0) {
    firstChunk = allocate(chunkSize)
    store<u32>(firstChunk, 0)
  }
  chunk = firstChunk
  chunkUsed = 8
}

/** `size` cleared bytes, a multiple of 8, that stay where they are until `resetArena`. */
export function allocateRecord(size: usize): usize {
  if (chunkUsed + size > chunkSize) nextChunk()
  const record = chunk + chunkUsed
  chunkUsed += size
  clear(record, size)
  return record
}

/** Clears a few bytes, a multiple of 8: `memory.fill` is a call of the host. */
@inline
export function clear(place: usize, size: usize): void {
  for (let offset: usize = 0; offset < size; offset += 8) store<u64>(place + offset, 0)
}

function nextChunk(): void {
  let next: usize = load<u32>(chunk)
  if (next == 0) {
    next = allocate(chunkSize)
    store<u32>(next, 0)
    store<u32>(chunk, <u32>next)
  }
  chunk = next
  chunkUsed = 8
}
