import { opcodes } from '../../chain/tracing/opcodes.js'
import type { TraceStep } from '../../chain/tracing/trace-handler.js'

/** Where an instruction finds the place and the size of a range of memory on the stack. */
interface RangeAt {
  readonly offset: number
  readonly size: number | { readonly bytes: bigint }
}

const word: readonly RangeAt[] = [{ offset: 0, size: { bytes: 32n } }]
const sized: readonly RangeAt[] = [{ offset: 0, size: 1 }]
const copied: readonly RangeAt[] = [{ offset: 0, size: 2 }]
const created: readonly RangeAt[] = [{ offset: 1, size: 2 }]

function called(first: number): readonly RangeAt[] {
  return [first, first + 2].map((offset) => ({ offset, size: offset + 1 }))
}

const ranges: ReadonlyMap<number, readonly RangeAt[]> = new Map([
  [opcodes.mload, word],
  [opcodes.mstore, word],
  [opcodes.mstore8, [{ offset: 0, size: { bytes: 1n } }]],
  ...([opcodes.keccak256, opcodes.return, opcodes.revert] as const).map(
    (op) => [op, sized] as const,
  ),
  ...Array.from({ length: 5 }, (_, topics) => [opcodes.log0 + topics, sized] as const),
  ...([opcodes.calldatacopy, opcodes.codecopy, opcodes.returndatacopy] as const).map(
    (op) => [op, copied] as const,
  ),
  [opcodes.mcopy, [...copied, { offset: 1, size: 2 }]],
  [opcodes.extcodecopy, [{ offset: 1, size: 3 }]],
  [opcodes.create, created],
  [opcodes.create2, created],
  [opcodes.call, called(3)],
  [opcodes.callcode, called(3)],
  [opcodes.delegatecall, called(2)],
  [opcodes.staticcall, called(2)],
])

/** More would cost more gas than blocks have. */
const mostBytes = 16_000_000n

/** What the memory is grown to for an instruction, bytes; as it is where that is more than anybody can pay for. */
export function grownMemorySize(step: TraceStep): number {
  const ends = (ranges.get(step.op) ?? []).map(({ offset, size }) => {
    const bytes = typeof size === 'number' ? (step.stackItem(size) ?? 0n) : size.bytes
    return bytes === 0n ? 0n : (step.stackItem(offset) ?? 0n) + bytes
  })
  const end = ends.reduce((most, one) => (one > most ? one : most), 0n)
  if (end > mostBytes) return step.memorySize
  return Math.max(step.memorySize, Number((end + 31n) / 32n) * 32)
}
