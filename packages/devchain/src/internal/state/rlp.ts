/** The size of the RLP encoding of `bytes` as a string. */
export function stringSize(bytes: Uint8Array): number {
  if (bytes.length === 1 && (bytes[0] ?? 0) < 0x80) return 1
  return headerSize(bytes.length) + bytes.length
}

/** The RLP encoding of `bytes` as a string. */
export function encodeString(bytes: Uint8Array): Uint8Array {
  const size = stringSize(bytes)
  if (size === bytes.length) return bytes
  const writer = new RlpWriter(size)
  writer.writeString(bytes)
  return writer.written()
}

function headerSize(length: number): number {
  return length < 56 ? 1 : 1 + byteCount(length)
}

function byteCount(length: number): number {
  if (length < 0x100) return 1
  if (length < 0x10000) return 2
  return length < 0x1000000 ? 3 : 4
}

/** Writes RLP into a buffer that is used again and again; `startList` begins anew. */
export class RlpWriter {
  #buffer: Uint8Array
  #length = 0

  constructor(capacity = 1024) {
    this.#buffer = new Uint8Array(capacity)
  }

  /** Starts over with a list whose items take `payloadSize` bytes. */
  startList(payloadSize: number): void {
    this.#length = 0
    const total = payloadSize + headerSize(payloadSize)
    if (total > this.#buffer.length) this.#buffer = new Uint8Array(total * 2)
    this.#writeHeader(0xc0, payloadSize)
  }

  writeByte(byte: number): void {
    this.#buffer[this.#length++] = byte
  }

  writeRaw(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  writeString(bytes: Uint8Array): void {
    if (bytes.length !== 1 || (bytes[0] ?? 0) >= 0x80) this.#writeHeader(0x80, bytes.length)
    this.writeRaw(bytes)
  }

  /** What was written since the last start: a view, good until the next one. */
  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }

  #writeHeader(offset: number, length: number): void {
    if (length < 56) {
      this.writeByte(offset + length)
      return
    }
    const size = byteCount(length)
    this.writeByte(offset + 55 + size)
    for (let shift = (size - 1) * 8; shift >= 0; shift -= 8)
      this.writeByte((length >> shift) & 0xff)
  }
}
