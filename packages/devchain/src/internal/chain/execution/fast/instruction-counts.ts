import type { InstructionCounter } from '../instruction-counter.js'
import type { Pointer } from './engine-exports.js'
import type { Machine } from './machine.js'
import { codeFields } from './records.js'

/** Adds what the engine has counted in the last execution. */
export function addCounts({ exports, memory }: Machine, counter: InstructionCounter): void {
  for (const code of countedCodes({ exports, memory })) {
    const size = exports.sizeOf(code)
    const bytes = exports.bytesOf(code)
    const counts = counter.of(memory.slice(code, 32), () => memory.slice(bytes, size))
    addAll(counts.hits, memory.bytes, exports.hitsOf(code))
    addAll(counts.jumpsTaken, memory.bytes, exports.jumpsTakenOf(code))
  }
}

/** In the order in which they began to run: the engine lists the last one first. */
function countedCodes({ exports, memory }: Pick<Machine, 'exports' | 'memory'>): Pointer[] {
  const codes: Pointer[] = []
  let code = exports.countedCodes()
  for (; code !== 0; code = memory.uint32(code + codeFields.nextCounted)) codes.unshift(code)
  return codes
}

function addAll(sums: Uint32Array, { buffer }: Uint8Array, place: Pointer): void {
  const counts = new Uint32Array(buffer, place, sums.length)
  // An iterator over entries takes 25 times as long, and this is done for every code of every execution.
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0
    if (count > 0) sums[index] = (sums[index] ?? 0) + count
  }
}
