import type { InterpreterStep, Message } from '@ethereumjs/evm'
import type { Crypto } from '../../../crypto.js'
import type { CodeCounts, InstructionCounter } from '../instruction-counter.js'

interface CountedFrame {
  readonly message: Message
  counts: CodeCounts | undefined
  /** A JUMPI that wants to jump, until the next step shows that it did. */
  jump: { readonly pc: number; readonly target: bigint } | undefined
}

const opcodeJumpi = 0x57

/** Counts by the events of ethereumjs' EVM. */
export class CountingEvents {
  readonly #counter: InstructionCounter
  readonly #crypto: Crypto
  readonly #frames: CountedFrame[] = []

  constructor(counter: InstructionCounter, crypto: Crypto) {
    this.#counter = counter
    this.#crypto = crypto
  }

  onMessage(message: Message): void {
    this.#frames.push({ message, counts: undefined, jump: undefined })
  }

  onMessageEnd(): void {
    this.#frames.pop()
  }

  onStep({ pc, opcode, stack }: InterpreterStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    frame.counts ??= this.#countsOf(frame.message)
    const { hits, jumpsTaken } = frame.counts
    if (frame.jump?.target === BigInt(pc))
      jumpsTaken[frame.jump.pc] = (jumpsTaken[frame.jump.pc] ?? 0) + 1
    hits[pc] = (hits[pc] ?? 0) + 1
    const [target = 0n, condition = 0n] = [stack.at(-1), stack.at(-2)]
    frame.jump = opcode.code === opcodeJumpi && condition !== 0n ? { pc, target } : undefined
  }

  #countsOf({ code }: Message): CodeCounts {
    const bytes = code instanceof Uint8Array ? code : new Uint8Array(0)
    return this.#counter.of(this.#crypto.keccak256(bytes), () => bytes)
  }
}
