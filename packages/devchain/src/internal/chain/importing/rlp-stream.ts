import type { ByteStream } from '../chain.js'

/** An RLP item in a stream: where it ends, or that more bytes are needed to know. */
function itemEnd(bytes: Uint8Array): number | undefined {
  const [first] = bytes
  if (first === undefined) return undefined
  if (first < 0x80) return 1
  const base = first < 0xc0 ? 0x80 : 0xc0
  const short = first - base
  if (short <= 55) return 1 + short
  const sizeBytes = short - 55
  if (bytes.length <= sizeBytes) return undefined
  let size = 0
  for (let index = 1; index <= sizeBytes; index++) size = size * 256 + (bytes[index] ?? 0)
  return 1 + sizeBytes + size
}

/**
 * The RLP items of a stream, one after the other, each with its header. What is cut off at the end comes
 * as it is.
 */
export async function* rlpItems(chunks: ByteStream): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let end = itemEnd(rest); end !== undefined && end <= rest.length; end = itemEnd(rest)) {
      yield rest.subarray(0, end)
      rest = rest.subarray(end)
    }
  }
  if (rest.length > 0) yield rest
}
