/**
 * One loop over plain locals and without calls: a file holds millions of sequences of a few bytes,
 * and this is most of what loading a compiler costs.
 */
function decodeBlock(input: Uint8Array, output: Uint8Array, start: number): number {
  const end = input.length
  let from = 0
  let to = start
  while (from < end) {
    const token = input[from++] ?? 0
    let count = token >> 4
    if (count === 15) {
      let byte = 255
      while (byte === 255) {
        byte = input[from++] ?? 0
        count += byte
      }
    }
    for (const stop = from + count; from < stop; ) output[to++] = input[from++] ?? 0
    if (from >= end) break
    let source = to - ((input[from++] ?? 0) | ((input[from++] ?? 0) << 8))
    count = (token & 15) + 4
    if (count === 19) {
      let byte = 255
      while (byte === 255) {
        byte = input[from++] ?? 0
        count += byte
      }
    }
    // Byte by byte, forward: a match may overlap what it writes, and then repeats it.
    for (const stop = to + count; to < stop; ) output[to++] = output[source++] ?? 0
  }
  return to
}

/**
 * Decodes a row of LZ4 blocks, each led by its size as four little-endian bytes (the highest bit
 * marks a block that is stored as it is), as newer soljson files hold their WebAssembly.
 *
 * Returns undefined when the result is not exactly `sizeBytes` long.
 */
export function decodeLz4Blocks(source: Uint8Array, sizeBytes: number): Uint8Array | undefined {
  const output = new Uint8Array(sizeBytes)
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength)
  let from = 0
  let to = 0
  while (from + 4 <= source.length) {
    const word = view.getUint32(from, true)
    if (word === 0) break
    const size = word & 0x7fff_ffff
    const block = source.subarray(from + 4, from + 4 + size)
    if (word === size) to = decodeBlock(block, output, to)
    else {
      output.set(block, to)
      to += size
    }
    from += 4 + size
  }
  return to === sizeBytes ? output : undefined
}
