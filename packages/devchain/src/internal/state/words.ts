/** Bytes of a word that is being taken apart or put together. Nothing in it outlives a call. */
const scratch = new Uint8Array(32)
const scratchView = new DataView(scratch.buffer)

const mostUint32 = 0xffff_ffffn

/** Writes `word` as 32 bytes at `offset`. */
export function writeWord(view: DataView, offset: number, word: bigint): void {
  if (word <= mostUint32) {
    view.setFloat64(offset, 0)
    view.setFloat64(offset + 8, 0)
    view.setFloat64(offset + 16, 0)
    view.setUint32(offset + 24, 0)
    view.setUint32(offset + 28, Number(word))
    return
  }
  view.setBigUint64(offset, word >> 192n)
  view.setBigUint64(offset + 8, BigInt.asUintN(64, word >> 128n))
  view.setBigUint64(offset + 16, BigInt.asUintN(64, word >> 64n))
  view.setBigUint64(offset + 24, BigInt.asUintN(64, word))
}

/** Reads the 32 bytes at `offset`. */
export function readWord(view: DataView, offset: number): bigint {
  const high = joinHalves(view.getBigUint64(offset), view.getBigUint64(offset + 8))
  const low = joinHalves(view.getBigUint64(offset + 16), view.getBigUint64(offset + 24))
  return high === 0n ? low : (high << 128n) | low
}

function joinHalves(high: bigint, low: bigint): bigint {
  return high === 0n ? low : (high << 64n) | low
}

/** `word` as 32 bytes. */
export function wordToBytes(word: bigint): Uint8Array {
  writeWord(scratchView, 0, word)
  return scratch.slice()
}

/** `word` without leading zeros, as storage keeps it. */
export function wordToShortBytes(word: bigint): Uint8Array {
  if (word <= mostUint32) return shortNumber(Number(word))
  writeWord(scratchView, 0, word)
  let start = 0
  while (scratch[start] === 0) start++
  return scratch.slice(start)
}

function shortNumber(value: number): Uint8Array {
  if (value === 0) return new Uint8Array(0)
  if (value < 0x100) return Uint8Array.of(value)
  scratchView.setUint32(28, value)
  return scratch.slice(value < 0x10000 ? 30 : value < 0x1000000 ? 29 : 28)
}

/** Up to 32 bytes as a word. */
export function bytesToWord(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n
  scratch.fill(0, 0, 32 - bytes.length)
  scratch.set(bytes, 32 - bytes.length)
  return readWord(scratchView, 0)
}

/** The address in the low 20 bytes of `word`. */
export function wordToAddress(word: bigint): Uint8Array {
  writeWord(scratchView, 0, word)
  return scratch.slice(12)
}
