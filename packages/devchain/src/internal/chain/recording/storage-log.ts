import { bytesToHex } from '@scaffold-evm/common'
import type { RecordedFrame, RecordedStorageWrite, StorageSpace } from '../../../recording.js'

/** A write whose earlier value is not known yet. */
export type StorageWrite = Omit<RecordedStorageWrite, 'previous'>

/** What was written to storage, by place. */
export class StorageLog {
  readonly writes: StorageWrite[] = []
  /** By space and address, then slot. */
  readonly #byPlace = new Map<string, Map<bigint, StorageWrite[]>>()

  add(write: StorageWrite): void {
    this.writes.push(write)
    const key = placeOf(write.space, write.address)
    const slots = this.#byPlace.get(key) ?? new Map<bigint, StorageWrite[]>()
    this.#byPlace.set(key, slots)
    const known = slots.get(write.slot)
    if (known === undefined) slots.set(write.slot, [write])
    else known.push(write)
  }

  /** The last write to a place before `step` that was not undone by then. */
  last(
    step: number,
    frames: readonly RecordedFrame[],
    { space, address, slot }: Pick<StorageWrite, 'space' | 'address' | 'slot'>,
  ): StorageWrite | undefined {
    const writes = this.#byPlace.get(placeOf(space, address))?.get(slot)
    return writes?.findLast((write) => write.step < step && !isUndone(write.frame, step, frames))
  }
}

function placeOf(space: StorageSpace, address: Uint8Array): string {
  return `${space} ${bytesToHex(address)}`
}

/** Whether the frame, or one that it is in, has failed before `step`. */
function isUndone(frame: number, step: number, frames: readonly RecordedFrame[]): boolean {
  for (let index = frame; index >= 0; ) {
    const at = frames[index]
    if (at === undefined) return false
    if (at.haltReason !== undefined && at.endStep <= step) return true
    index = at.parent
  }
  return false
}
