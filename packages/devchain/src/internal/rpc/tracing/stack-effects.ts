import { opcodes } from '../../chain/tracing/opcodes.js'
import type { TraceStep } from '../../chain/tracing/trace-handler.js'

/** Bytes of memory that an instruction writes. */
export interface MemoryRange {
  readonly offset: number
  readonly sizeBytes: number
}

/** Instructions that leave nothing on the stack. */
const silent: ReadonlySet<number> = new Set([
  ...[0x00, 0x37, 0x39, 0x3c, 0x3e, 0x50, 0x52, 0x53, 0x55, 0x56, 0x57, 0x5b, 0x5d, 0x5e],
  ...[0xa0, 0xa1, 0xa2, 0xa3, 0xa4, opcodes.return, opcodes.revert, opcodes.invalid],
  opcodes.selfdestruct,
])

/** How many items on the stack an instruction writes, those that DUP and SWAP move included. */
export function pushCount(op: number): number {
  if (op >= 0x80 && op <= 0x8f) return op - 0x80 + 2
  if (op >= 0x90 && op <= 0x9f) return op - 0x90 + 2
  return silent.has(op) ? 0 : 1
}

/** Where on the stack an instruction finds the offset and the size of what it writes to memory. */
const writers: ReadonlyMap<number, readonly [offset: number, size: number]> = new Map([
  [0x37, [0, 2]],
  [0x39, [0, 2]],
  [0x3c, [1, 3]],
  [0x3e, [0, 2]],
  [0x5e, [0, 2]],
  [opcodes.call, [5, 6]],
  [opcodes.callcode, [5, 6]],
  [opcodes.delegatecall, [4, 5]],
  [opcodes.staticcall, [4, 5]],
])
const fixedWriters: ReadonlyMap<number, number> = new Map([
  [0x51, 32],
  [0x52, 32],
  [0x53, 1],
])

/** What `step` writes to memory, as Parity counts: MLOAD among it. */
export function writtenMemory(step: TraceStep): MemoryRange | undefined {
  const fixedSize = fixedWriters.get(step.op)
  const [offsetAt, sizeAt] = writers.get(step.op) ?? [0, undefined]
  const size = sizeAt === undefined ? BigInt(fixedSize ?? 0) : step.stackItem(sizeAt)
  const offset = step.stackItem(offsetAt)
  if (size === undefined || size === 0n || offset === undefined) return undefined
  return { offset: Number(offset), sizeBytes: Number(size) }
}
