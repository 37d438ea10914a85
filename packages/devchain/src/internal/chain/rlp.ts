/** Byte strings and lists of them, as RLP has it. */
export type RlpItem = Uint8Array | readonly RlpItem[]

/**
 * RLP in two passes: sizes, then bytes into one array. @ethereumjs/rlp joins an array for each item,
 * which costs three times as much for a transaction or a header.
 */
export function encodeRlp(items: readonly RlpItem[], prefix?: number): Uint8Array {
  const payload = payloadSize(items)
  const start = prefix === undefined ? 0 : 1
  const output = new Uint8Array(start + headerSize(payload) + payload)
  if (prefix !== undefined) output[0] = prefix
  writeItems(output, writeHeader(output, start, 0xc0, payload), items)
  return output
}

function payloadSize(items: readonly RlpItem[]): number {
  let size = 0
  for (const item of items) size += itemSize(item)
  return size
}

function itemSize(item: RlpItem): number {
  if (!(item instanceof Uint8Array)) {
    const payload = payloadSize(item)
    return headerSize(payload) + payload
  }
  return isSingleByte(item) ? 1 : headerSize(item.length) + item.length
}

function isSingleByte(bytes: Uint8Array): boolean {
  return bytes.length === 1 && (bytes[0] ?? 0) < 0x80
}

function headerSize(length: number): number {
  return length < 56 ? 1 : 1 + byteCount(length)
}

function byteCount(length: number): number {
  if (length < 0x100) return 1
  if (length < 0x10000) return 2
  return length < 0x1000000 ? 3 : 4
}

function writeItems(output: Uint8Array, start: number, items: readonly RlpItem[]): number {
  let position = start
  for (const item of items) position = writeItem(output, position, item)
  return position
}

function writeItem(output: Uint8Array, position: number, item: RlpItem): number {
  if (!(item instanceof Uint8Array)) {
    return writeItems(output, writeHeader(output, position, 0xc0, payloadSize(item)), item)
  }
  const start = isSingleByte(item) ? position : writeHeader(output, position, 0x80, item.length)
  output.set(item, start)
  return start + item.length
}

function writeHeader(output: Uint8Array, position: number, offset: number, length: number): number {
  if (length < 56) {
    output[position] = offset + length
    return position + 1
  }
  const count = byteCount(length)
  output[position] = offset + 55 + count
  for (let index = count; index > 0; index--) {
    output[position + index] = (length >>> ((count - index) * 8)) & 0xff
  }
  return position + 1 + count
}
