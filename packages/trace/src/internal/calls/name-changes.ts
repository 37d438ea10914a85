import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { TracedPart } from '../../call-tree.js'
import type { CompiledContract } from '../../compiled-contract.js'
import { describeSlotChange } from '../../describe-slot.js'
import { formatValue } from '../../format-value.js'
import type { TraceContext } from '../../source-trace.js'
import type { SlotChange } from './storage-writes.js'

/** A change, and what the source calls it. */
export interface NamedSlotChange extends SlotChange {
  readonly parts: readonly TracedPart[]
}

/** What changes are named with. */
export interface Naming {
  readonly recording: Pick<ExecutionRecording, 'frames' | 'preimages'>
  /** By frame. */
  readonly recognized: readonly (Artifact | undefined)[]
  /** Undefined names nothing. */
  readonly context: TraceContext | undefined
}

/** Names what changed by the variables of the contract whose storage it is. */
export async function nameChanges(
  changes: readonly SlotChange[],
  { recording, recognized, context }: Naming,
): Promise<readonly NamedSlotChange[]> {
  if (context === undefined) return changes.map((change) => ({ ...change, parts: [] }))
  const { keccak256 } = context
  const named: NamedSlotChange[] = []
  for (const change of changes) {
    const artifact = recognized[ownerOf(recording.frames, recognized, change.frame)]
    const contract = artifact && (await contractWithTree(artifact, context))
    const { preimages } = recording
    const found = contract && describeSlotChange(change, { contract, keccak256, preimages })
    const parts = (found ?? []).map(({ path, before, after }) => ({
      path,
      before: formatValue(before),
      after: formatValue(after),
    }))
    named.push({ ...change, parts })
  }
  return named
}

/** Code of a library works on the storage of the contract that called it, which knows what is there. */
function ownerOf(
  frames: ExecutionRecording['frames'],
  recognized: readonly (Artifact | undefined)[],
  writer: number,
): number {
  let frame = writer
  while (frames[frame]?.kind === 'DELEGATECALL' && isLibrary(recognized[frame])) {
    frame = frames[frame]?.parent ?? -1
  }
  return frame
}

const callGuard = `0x73${'00'.repeat(20)}`

/** A library begins with what keeps it from being called directly. */
export function isLibrary(artifact: Artifact | undefined): artifact is Artifact {
  return artifact?.deployedBytecode.startsWith(callGuard) === true
}

/** Syntax trees, which variables are read from, are in what was compiled for debugging. */
function contractWithTree(
  artifact: Artifact,
  { deployed, debug }: TraceContext,
): Promise<CompiledContract | undefined> {
  const counterpart = debug?.counterpart(artifact)
  return counterpart === undefined || debug === undefined
    ? deployed.load(artifact)
    : debug.load(counterpart)
}
