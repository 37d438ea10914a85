import { bigintToBytes, bytesToDigits, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { ExecutionRecording } from '@scaffold-evm/devchain'

/** A slot that a frame wrote and left otherwise than it found it. */
export interface SlotChange {
  /** Index of the frame. */
  readonly frame: number
  /** Of the last write. */
  readonly step: number
  readonly address: Uint8Array
  readonly slot: Hex
  /** Undefined when nothing before the first write shows it. */
  readonly before: Hex | undefined
  readonly after: Hex
}

const sload = 0x54
const sstore = 0x55

/** What the frames of an execution left in storage, without those that were undone. */
export function slotChanges(recording: ExecutionRecording): readonly SlotChange[] {
  const isKept = keptFrames(recording)
  const values = new Map<string, bigint>()
  const changes = new Map<string, SlotChange>()
  for (let step = recording.firstStep; step < recording.stepCount; step++) {
    const op = recording.op(step)
    if (op !== sload && op !== sstore) continue
    const frame = recording.frame(step)
    const address = recording.frames[frame]?.to ?? new Uint8Array(20)
    const slot = recording.stackItem(step, 0)
    const value = recording.stackItem(op === sload ? step + 1 : step, op === sload ? 0 : 1)
    if (slot === undefined || value === undefined || isKept[frame] !== true) continue
    const place = `${bytesToDigits(address)} ${slot}`
    if (op === sstore) {
      const key = `${frame} ${place}`
      const before = changes.has(key) ? changes.get(key)?.before : wordOf(values.get(place))
      const words = { slot: toWord(slot), before, after: toWord(value) }
      changes.delete(key)
      changes.set(key, { frame, step, address, ...words })
    }
    values.set(place, value)
  }
  return [...changes.values()].filter(({ before, after }) => before !== after)
}

/** Whether each frame, and all around it, succeeded. */
export function keptFrames({ frames }: ExecutionRecording): readonly boolean[] {
  const isKept: boolean[] = []
  for (const { parent, haltReason } of frames) {
    isKept.push(haltReason === undefined && (parent < 0 || isKept[parent] === true))
  }
  return isKept
}

function wordOf(value: bigint | undefined): Hex | undefined {
  return value === undefined ? undefined : toWord(value)
}

function toWord(value: bigint): Hex {
  return bytesToHex(bigintToBytes(value, 32))
}
