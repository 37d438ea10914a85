import { opcodeName } from '../../tracing/opcode-names.js'
import type { TraceMessage, TraceStep } from '../../tracing/trace-handler.js'
import type { Pointer } from './engine-exports.js'
import type { Machine } from './machine.js'
import { frameFields } from './records.js'

/** The instruction at which the engine stands, read from its memory as far as somebody looks. */
export class MachineStep implements TraceStep {
  readonly #machine: Machine
  #message: TraceMessage | undefined
  #frame: Pointer = 0
  op = 0
  pc = 0

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Now stands for the instruction that is about to run in the frame of `message`. */
  move(message: TraceMessage): void {
    const { exports, memory } = this.#machine
    this.#message = message
    this.#frame = exports.frame()
    const place = memory.uint32(this.#frame + frameFields.place)
    this.op = memory.bytes[place] ?? 0
    this.pc = place - exports.bytesOf(memory.uint32(this.#frame + frameFields.code))
  }

  get opcodeName(): string {
    return opcodeName(this.op)
  }

  get gasLeft(): bigint {
    return this.#machine.memory.int64(this.#frame + frameFields.gas)
  }

  get gasRefund(): bigint {
    return this.#machine.exports.refund()
  }

  get depth(): number {
    return this.#message?.depth ?? 0
  }

  get address(): Uint8Array {
    return this.#message?.to ?? noBytes
  }

  get codeAddress(): Uint8Array {
    return this.#message?.codeAddress ?? noBytes
  }

  get isStatic(): boolean {
    return this.#message?.isStatic ?? false
  }

  get stackDepth(): number {
    return (this.#top - this.#bottom) / 32
  }

  stackItem(fromTop: number): bigint | undefined {
    if (fromTop < 0 || fromTop >= this.stackDepth) return undefined
    return this.#machine.memory.word(this.#top - (fromTop + 1) * 32)
  }

  stack(): bigint[] {
    const bottom = this.#bottom
    const { memory } = this.#machine
    return Array.from({ length: this.stackDepth }, (_, index) => memory.word(bottom + index * 32))
  }

  copyTop(words: Uint32Array, place: number): void {
    const { view } = this.#machine.memory
    const item = this.#top - 32
    for (let limb = 0; limb < 8; limb++) {
      words[place + limb] = view.getUint32(item + limb * 4, true)
    }
  }

  get memorySize(): number {
    return this.#machine.memory.uint32(this.#frame + frameFields.memorySize)
  }

  memory(): Uint8Array {
    return this.memorySlice(0, this.memorySize)
  }

  memorySlice(offset: number, sizeBytes: number): Uint8Array {
    const { memory } = this.#machine
    const result = new Uint8Array(sizeBytes)
    const available = Math.min(sizeBytes, this.memorySize - offset)
    if (available <= 0) return result
    const place = memory.uint32(this.#frame + frameFields.memory) + offset
    result.set(memory.bytes.subarray(place, place + available))
    return result
  }

  get #bottom(): Pointer {
    const { exports, memory } = this.#machine
    return exports.stack() + memory.uint32(this.#frame + frameFields.stackBase)
  }

  get #top(): Pointer {
    const { exports, memory } = this.#machine
    return exports.stack() + memory.uint32(this.#frame + frameFields.stackPointer)
  }
}

const noBytes = new Uint8Array(0)
