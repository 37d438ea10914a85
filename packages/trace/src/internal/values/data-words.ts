import type { Moment } from '../../moment.js'
import { lowBits, wordAt } from './words.js'

/** Beyond that there is no memory and no calldata. */
const mostOffset = 2n ** 40n

/** Reads words at a moment. */
export class DataWords {
  readonly #moment: Moment
  readonly #address: Uint8Array
  readonly calldata: Uint8Array

  constructor(moment: Moment) {
    this.#moment = moment
    const frame = moment.recording.frames[moment.frame]
    const isCreation = frame?.kind === 'CREATE' || frame?.kind === 'CREATE2'
    this.#address = frame?.to ?? new Uint8Array(20)
    this.calldata = isCreation || frame === undefined ? new Uint8Array(0) : frame.input
  }

  /** From the bottom of the stack. */
  stack(height: number): bigint | undefined {
    const { recording, step } = this.#moment
    return recording.stackItem(step, recording.stackDepth(step) - 1 - height)
  }

  async storage(space: 'storage' | 'transient', slot: bigint): Promise<bigint> {
    const { recording, step } = this.#moment
    const place = lowBits(slot, 256)
    if (space === 'transient') return recording.transientStorage(step, this.#address, place)
    return recording.storage(step, this.#address, place)
  }

  /** Undefined where there is none. Memory that was never touched is 0. */
  word(space: 'memory' | 'calldata', offset: bigint): bigint | undefined {
    const { recording, step } = this.#moment
    if (space === 'memory' && offset <= mostOffset) {
      return wordAt(recording.memory(step, Number(offset), 32))
    }
    const bytes = this.bytes(space, offset, 32n)
    return bytes && wordAt(bytes)
  }

  /** Undefined where there are not that many. */
  bytes(space: 'memory' | 'calldata', offset: bigint, size: bigint): Uint8Array | undefined {
    if (offset > mostOffset || size > mostOffset) return undefined
    const { recording, step } = this.#moment
    const [from, count] = [Number(offset), Number(size)]
    if (space === 'memory') {
      if (count > 0 && from + count > recording.memorySize(step)) return undefined
      return recording.memory(step, from, count)
    }
    return from + count > this.calldata.length ? undefined : this.calldata.slice(from, from + count)
  }

  code(offset: number): bigint | undefined {
    const { recording, frame } = this.#moment
    const code = recording.frames[frame]?.code
    return code === undefined ? undefined : wordAt(code, offset)
  }
}
