import type { ExecutionRecording, RecordedFrame, RecordedStorageWrite } from '../../../recording.js'
import type { ExecutionRecorder } from './execution-recorder.js'
import type { StepColumns } from './step-columns.js'

const swap1 = 0x90
const swap16 = 0x9f

const wordSize = 32

/** Reads what was in storage before an execution. */
export type StorageBefore = (address: Uint8Array, slot: bigint) => Promise<bigint>

/** An execution that was recorded. */
export class Recording implements ExecutionRecording {
  readonly frames: readonly RecordedFrame[]
  readonly storageWrites: readonly RecordedStorageWrite[]
  readonly #recorder: ExecutionRecorder
  readonly #columns: StepColumns
  readonly #storageBefore: StorageBefore

  private constructor(
    recorder: ExecutionRecorder,
    storageBefore: StorageBefore,
    writes: RecordedStorageWrite[],
  ) {
    this.frames = recorder.frames
    this.storageWrites = writes
    this.#recorder = recorder
    this.#columns = recorder.columns
    this.#storageBefore = storageBefore
  }

  /** What was recorded, once it is over. */
  static async create(
    recorder: ExecutionRecorder,
    storageBefore: StorageBefore,
  ): Promise<Recording> {
    const writes: RecordedStorageWrite[] = []
    const recording = new Recording(recorder, storageBefore, writes)
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

  get firstStep(): number {
    return Math.max(this.#columns.first, this.#recorder.memory.first)
  }

  get preimages(): ReadonlyMap<bigint, Uint8Array> {
    return this.#recorder.preimages
  }

  get stepCount(): number {
    return this.#columns.end
  }

  pc(step: number): number {
    return this.#columns.pc(step)
  }

  op(step: number): number {
    return this.#columns.op(step)
  }

  frame(step: number): number {
    return this.#columns.frame(step)
  }

  gasLeft(step: number): number {
    return this.#columns.gasLeft(step)
  }

  stackDepth(step: number): number {
    return this.#columns.stackDepth(step)
  }

  memorySize(step: number): number {
    return this.#columns.memorySize(step)
  }

  memory(step: number, offset: number, sizeBytes: number): Uint8Array {
    const frame = this.#columns.frame(step)
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

  /**
   * Only the top of the stack was recorded, and all of it now and then. An instruction writes at most one item, which then is the top, or swaps it
   * with another: so an item is what was the top when the stack was last so low, unless a later swap put it there.
   */
  stackItem(step: number, fromTop: number): bigint | undefined {
    const columns = this.#columns
    const height = columns.stackDepth(step) - 1 - fromTop
    if (height < 0 || fromTop < 0) return undefined
    for (let at: number | undefined = step; at !== undefined; at = this.#before(at)) {
      if (columns.stackDepth(at) - 1 === height) return columns.top(at)
      const whole = this.#recorder.stacks.get(at)
      if (whole !== undefined) return whole[height]
      const earlier = this.#before(at)
      if (earlier !== undefined && this.#swapsInto(earlier, height)) return columns.top(earlier)
    }
    return undefined
  }

  #swapsInto(step: number, height: number): boolean {
    const op = this.#columns.op(step)
    if (op < swap1 || op > swap16) return false
    return this.#columns.stackDepth(step) - 2 - (op - swap1) === height
  }

  /** The step before in the same frame. */
  #before(step: number): number | undefined {
    const columns = this.#columns
    const frame = columns.frame(step)
    const before = step - 1
    if (before < Math.max(columns.first, this.frames[frame]?.firstStep ?? 0)) return undefined
    let inner = columns.frame(before)
    if (inner === frame) return before
    while (this.frames[inner]?.parent !== frame) {
      const outer = this.frames[inner]?.parent
      if (outer === undefined || outer < 0) return undefined
      inner = outer
    }
    const called = this.frames[inner]?.callStep ?? -1
    return called < columns.first ? undefined : called
  }
}
