import { bigintToBytes, bytesToDigits, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { ExecutionRecording } from '@scaffold-evm/devchain'

/** A slot that a frame wrote and left otherwise than it found it. */
export interface SlotChange {
  /** Index of the frame. */
  readonly frame: number
  /** Of the last write. */
  readonly step: number
  readonly address: Uint8Array
  readonly slot: bigint
  /** What was there before the first write. */
  readonly before: bigint
  readonly after: bigint
}

/** What the frames of an execution left in storage, without those that were undone. */
export function slotChanges(
  recording: Pick<ExecutionRecording, 'frames' | 'storageWrites'>,
): readonly SlotChange[] {
  const isKept = keptFrames(recording)
  const changes = new Map<string, SlotChange>()
  for (const { space, frame, step, address, slot, value, previous } of recording.storageWrites) {
    if (space !== 'storage' || isKept[frame] !== true) continue
    const key = `${frame} ${bytesToDigits(address)} ${slot}`
    const before = changes.get(key)?.before ?? previous
    // In the order of the last writes.
    changes.delete(key)
    changes.set(key, { frame, step, address, slot, before, after: value })
  }
  return [...changes.values()].filter(({ before, after }) => before !== after)
}

/** Whether each frame, and all around it, succeeded. */
function keptFrames({ frames }: Pick<ExecutionRecording, 'frames'>): readonly boolean[] {
  const isKept: boolean[] = []
  for (const { parent, haltReason } of frames) {
    isKept.push(haltReason === undefined && (parent < 0 || isKept[parent] === true))
  }
  return isKept
}

/** A word as JSON-RPC writes it. */
export function toWord(value: bigint): Hex {
  return bytesToHex(bigintToBytes(value, 32))
}
