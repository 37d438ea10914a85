import type {
  ExecutionRecording,
  RecordedContext,
  RecordedGas,
  RecordedStorageWrite,
} from '../../../recording.js'
import type { ExecutionRecorder } from './execution-recorder.js'
import { RecordedSteps } from './recorded-steps.js'

const wordSize = 32

/** Reads what was in storage before an execution. */
export type StorageBefore = (address: Uint8Array, slot: bigint) => Promise<bigint>

/** What a recording needs besides what was written down. */
export interface RecordingSurroundings {
  readonly context: RecordedContext
  readonly storageBefore: StorageBefore
}

/** An execution that was recorded. */
export class Recording extends RecordedSteps implements ExecutionRecording {
  readonly context: RecordedContext
  readonly storageWrites: readonly RecordedStorageWrite[]
  readonly #recorder: ExecutionRecorder
  readonly #storageBefore: StorageBefore

  private constructor(
    recorder: ExecutionRecorder,
    gas: RecordedGas,
    parts: RecordingSurroundings & { readonly writes: RecordedStorageWrite[] },
  ) {
    super(recorder, gas)
    this.context = parts.context
    this.storageWrites = parts.writes
    this.#recorder = recorder
    this.#storageBefore = parts.storageBefore
  }

  /** What was recorded, once it is over. */
  static async create(
    recorder: ExecutionRecorder,
    gas: RecordedGas,
    around: RecordingSurroundings,
  ): Promise<Recording> {
    const writes: RecordedStorageWrite[] = []
    const recording = new Recording(recorder, gas, { ...around, writes })
    for (const write of recorder.storage.writes) {
      const { space, step, address, slot } = write
      const previous =
        space === 'storage'
          ? await recording.storage(step, address, slot)
          : recording.transientStorage(step, address, slot)
      writes.push({ ...write, previous })
    }
    return recording
  }

  override get firstStep(): number {
    return Math.max(this.columns.first, this.#recorder.memory.first)
  }

  get preimages(): ReadonlyMap<bigint, Uint8Array> {
    return this.#recorder.preimages
  }

  memorySize(step: number): number {
    return this.columns.memorySize(step)
  }

  memory(step: number, offset: number, sizeBytes: number): Uint8Array {
    const frame = this.columns.frame(step)
    const first = Math.floor(offset / wordSize)
    const end = Math.ceil((offset + sizeBytes) / wordSize)
    const result = new Uint8Array((end - first) * wordSize)
    for (let index = first; index < end; index++) {
      const word = this.#recorder.memory.word(step, frame, index)
      if (word !== undefined) result.set(word, (index - first) * wordSize)
    }
    const skipped = offset - first * wordSize
    return result.subarray(skipped, skipped + sizeBytes)
  }

  async storage(step: number, address: Uint8Array, slot: bigint): Promise<bigint> {
    const place = { space: 'storage', address, slot } as const
    const write = this.#recorder.storage.last(step, this.frames, place)
    return write?.value ?? this.#storageBefore(address, slot)
  }

  transientStorage(step: number, address: Uint8Array, slot: bigint): bigint {
    const place = { space: 'transient', address, slot } as const
    return this.#recorder.storage.last(step, this.frames, place)?.value ?? 0n
  }
}
