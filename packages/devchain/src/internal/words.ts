/** Bytes of a word that is being taken apart or put together. Nothing in it outlives a call. */
const scratch = new Uint8Array(32)
const scratchView = new DataView(scratch.buffer)

const mostUint32 = 0xffff_ffffn

function writeToScratch(word: bigint): void {
  if (word <= mostUint32) {
    scratchView.setFloat64(0, 0)
    scratchView.setFloat64(8, 0)
    scratchView.setFloat64(16, 0)
    scratchView.setUint32(24, 0)
    scratchView.setUint32(28, Number(word))
    return
  }
  scratchView.setBigUint64(0, word >> 192n)
  scratchView.setBigUint64(8, BigInt.asUintN(64, word >> 128n))
  scratchView.setBigUint64(16, BigInt.asUintN(64, word >> 64n))
  scratchView.setBigUint64(24, BigInt.asUintN(64, word))
}

/** `word` big-endian in 32 bytes. */
export function quantityToWord(word: bigint): Uint8Array {
  writeToScratch(word)
  return scratch.slice()
}

/** `word` big-endian in as few bytes as it takes, none for zero. */
export function quantityToBytes(word: bigint): Uint8Array {
  if (word <= mostUint32) return shortNumber(Number(word))
  writeToScratch(word)
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
