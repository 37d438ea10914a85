import type { InterpreterStep } from '@ethereumjs/evm'
import { opcodeName } from './opcode-names.js'
import type { TraceStep } from './trace-handler.js'

/** What a step of ethereumjs says of the machine. */
export type StepContent = Pick<
  InterpreterStep,
  'pc' | 'gasLeft' | 'depth' | 'stack' | 'memory' | 'memoryWordCount'
>

/** What a step of ethereumjs does not say, or not as it is. */
export interface StepContext {
  readonly op: number
  readonly gasRefund: bigint
  readonly address: Uint8Array
  readonly codeAddress: Uint8Array
  readonly isStatic: boolean
}

/** A step of ethereumjs, whose arrays are copies already. */
export class StepView implements TraceStep {
  readonly #step: StepContent
  readonly #context: StepContext

  constructor(step: StepContent, context: StepContext) {
    this.#step = step
    this.#context = context
  }

  get pc(): number {
    return this.#step.pc
  }

  get op(): number {
    return this.#context.op
  }

  get opcodeName(): string {
    return opcodeName(this.op)
  }

  get gasLeft(): bigint {
    return this.#step.gasLeft
  }

  get gasRefund(): bigint {
    return this.#context.gasRefund
  }

  get depth(): number {
    return this.#step.depth
  }

  get address(): Uint8Array {
    return this.#context.address
  }

  get codeAddress(): Uint8Array {
    return this.#context.codeAddress
  }

  get isStatic(): boolean {
    return this.#context.isStatic
  }

  get stackDepth(): number {
    return this.#step.stack.length
  }

  stackItem(fromTop: number): bigint | undefined {
    return this.#step.stack.at(-1 - fromTop)
  }

  stack(): bigint[] {
    return [...this.#step.stack]
  }

  copyTop(words: Uint32Array, place: number): void {
    let item = this.stackItem(0) ?? 0n
    for (let limb = 0; limb < 8; limb++) {
      words[place + limb] = Number(item & 0xffff_ffffn)
      item >>= 32n
    }
  }

  get memorySize(): number {
    return Number(this.#step.memoryWordCount) * 32
  }

  memory(): Uint8Array {
    return this.memorySlice(0, this.memorySize)
  }

  memorySlice(offset: number, sizeBytes: number): Uint8Array {
    return paddedSlice(this.#step.memory, offset, sizeBytes)
  }
}

/** Bytes of `memory`, which is 0 beyond its end. */
export function paddedSlice(memory: Uint8Array, offset: number, sizeBytes: number): Uint8Array {
  const result = new Uint8Array(sizeBytes)
  if (offset < memory.length) result.set(memory.subarray(offset, offset + sizeBytes))
  return result
}
