import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { MappingType, SolidityType } from '../../solidity-type.js'
import { packedSize } from '../storage/storage-size.js'
import { wordAt } from './words.js'

/** An entry that a mapping may have. */
export interface HashedEntry {
  /** What was hashed before the slot of the mapping. */
  readonly key: Uint8Array
  /** The first slot of the value. */
  readonly slot: bigint
}

const tails = new WeakMap<ReadonlyMap<bigint, Uint8Array>, Map<bigint, HashedEntry[]>>()

/** The entries of a mapping that were hashed while it was recorded. */
export function hashedEntries(
  { preimages }: ExecutionRecording,
  slot: bigint,
  type: MappingType,
): readonly HashedEntry[] {
  const byTail = tails.get(preimages) ?? groupByTail(preimages)
  tails.set(preimages, byTail)
  return (byTail.get(slot) ?? []).filter(({ key }) => canBeKey(type.key, key))
}

function groupByTail(preimages: ReadonlyMap<bigint, Uint8Array>): Map<bigint, HashedEntry[]> {
  const byTail = new Map<bigint, HashedEntry[]>()
  for (const [hash, preimage] of preimages) {
    if (preimage.length < 32) continue
    const tail = wordAt(preimage, preimage.length - 32)
    const entry = { key: preimage.subarray(0, -32), slot: hash }
    const others = byTail.get(tail)
    if (others === undefined) byTail.set(tail, [entry])
    else others.push(entry)
  }
  return byTail
}

/** Other things are hashed, too, and may end with a small number. */
function canBeKey(type: SolidityType, key: Uint8Array): boolean {
  if (type.kind === 'user-defined') return canBeKey(type.underlying, key)
  if (type.kind === 'string' || type.kind === 'bytes') return true
  if (key.length !== 32) return false
  const padding = 32 - packedSize(type)
  if (type.kind === 'integer' && type.isSigned) return true
  const zeros = type.kind === 'fixed-bytes' ? key.subarray(32 - padding) : key.subarray(0, padding)
  return padding === 0 || zeros.every((byte) => byte === 0)
}
