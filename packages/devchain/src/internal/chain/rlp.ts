import type { Crypto } from '../crypto.js'
import { RlpWriter } from '../state/rlp.js'

/** Byte strings, unsigned integers and lists of them, as RLP has it. */
export type RlpItem = Uint8Array | bigint | readonly RlpItem[]

// One for all: what is written is copied before anybody else can write.
const writer = new RlpWriter()

/**
 * RLP, written backwards into a buffer that is there already. @ethereumjs/rlp joins an array for each item, which costs
 * three times as much for a transaction or a header.
 */
export function encodeRlp(items: readonly RlpItem[], prefix?: number): Uint8Array {
  write(items, prefix)
  return writer.copy()
}

/** The hash of the RLP, which nobody else gets to see: an array for it is half the cost of writing it. */
export function hashRlp(
  items: readonly RlpItem[],
  keccak256: Crypto['keccak256'],
  prefix?: number,
): Uint8Array {
  write(items, prefix)
  return keccak256(writer.written)
}

/** The hash of a list that is in RLP already, without its header. */
export function hashRlpContent(
  content: Uint8Array,
  keccak256: Crypto['keccak256'],
  prefix: number,
): Uint8Array {
  writer.restart()
  writer.raw(content)
  writer.endList(0)
  writer.byte(prefix)
  return keccak256(writer.written)
}

function write(items: readonly RlpItem[], prefix: number | undefined): void {
  writer.restart()
  writeList(items)
  if (prefix !== undefined) writer.byte(prefix)
}

function writeList(items: readonly RlpItem[]): void {
  const before = writer.size
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]
    if (item instanceof Uint8Array) writer.string(item)
    else if (typeof item === 'bigint') writer.quantity(item)
    else if (item !== undefined) writeList(item)
  }
  writer.endList(before)
}
