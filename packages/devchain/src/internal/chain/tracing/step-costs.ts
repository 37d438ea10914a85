import { opcodes } from './opcodes.js'
import type { TraceHandler, TraceMessage, TraceMessageEnd, TraceStep } from './trace-handler.js'

/** How an instruction went. */
export interface TraceStepEnd {
  readonly depth: number
  /**
   * Gas that it took. Of a call this includes what the frame called was given, less the stipend; of a
   * create it does not: so geth counts. An instruction that halts its frame takes nothing.
   */
  readonly cost: bigint
  /** Why it halted its frame, other than by REVERT. */
  readonly haltReason: string | undefined
}

/** A listener that also wants to know what each instruction took. */
export interface CostHandler extends TraceHandler {
  /**
   * After each instruction: before the next step of its frame or the end of that. Those of a frame that
   * a call or create made come in between, so this is about the last step told of `depth`.
   */
  onStepEnd(end: TraceStepEnd): void
}

interface OpenStep {
  readonly op: number
  readonly gasLeft: bigint
  /** Of instructions that end their frame, where it follows from what they are given. */
  readonly knownCost: bigint | undefined
  /** What a call or create that it made took of what it was given, as geth counts. */
  childCost: bigint
}

interface OpenFrame {
  readonly gasLimit: bigint
  readonly isCreation: boolean
  step: OpenStep | undefined
}

/**
 * Tells what each instruction took, which no engine has to know before it runs: it is what is gone
 * at the next step.
 */
export class StepCosts implements TraceHandler {
  readonly onLog: TraceHandler['onLog']
  readonly onSelfdestruct: TraceHandler['onSelfdestruct']
  readonly #handler: CostHandler
  readonly #frames: OpenFrame[] = []

  constructor(handler: CostHandler) {
    this.#handler = handler
    this.onLog = handler.onLog?.bind(handler)
    this.onSelfdestruct = handler.onSelfdestruct?.bind(handler)
  }

  onStep(step: TraceStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    const { op, gasLeft } = step
    this.#endStep(frame, step.depth, gasLeft)
    frame.step = { op, gasLeft, knownCost: costOfEnding(step), childCost: 0n }
    this.#handler.onStep?.(step)
  }

  onMessage(message: TraceMessage): void {
    const { gasLimit, kind } = message
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    this.#frames.push({ gasLimit, isCreation, step: undefined })
    this.#handler.onMessage?.(message)
  }

  onMessageEnd(end: TraceMessageEnd): void {
    const frame = this.#frames.pop()
    if (frame === undefined) return
    const { gasLimit, isCreation } = frame
    this.#endFrame(frame, end)
    const caller = this.#frames.at(-1)?.step
    if (caller !== undefined) caller.childCost = isCreation ? -end.gasUsed : gasLimit - end.gasUsed
    this.#handler.onMessageEnd?.(end)
  }

  #endStep(frame: OpenFrame, depth: number, gasLeft: bigint): void {
    if (frame.step === undefined) return
    const cost = frame.step.gasLeft - gasLeft + frame.step.childCost
    this.#handler.onStepEnd({ depth, cost, haltReason: undefined })
  }

  #endFrame({ step, gasLimit }: OpenFrame, { depth, gasUsed, haltReason }: TraceMessageEnd): void {
    if (step === undefined) return
    const { knownCost, gasLeft } = step
    if (knownCost !== undefined && knownCost <= gasLeft) {
      // What halts after this is the deposit of code, not the instruction.
      this.#handler.onStepEnd({ depth, cost: knownCost, haltReason: undefined })
      return
    }
    const hasHalted = haltReason !== undefined
    const cost = knownCost ?? (hasHalted ? 0n : gasLeft - (gasLimit - gasUsed))
    this.#handler.onStepEnd({ depth, cost, haltReason: hasHalted ? haltReason : undefined })
  }
}

function costOfEnding(step: TraceStep): bigint | undefined {
  if (step.op === opcodes.stop) return 0n
  if (step.op !== opcodes.return && step.op !== opcodes.revert) return undefined
  const [offset, size] = [step.stackItem(0), step.stackItem(1)]
  if (offset === undefined || size === undefined) return undefined
  return size === 0n ? 0n : expansionCost(step.memorySize, offset + size)
}

/** What memory costs to grow from `sizeBytes` so that it has `neededBytes`. */
export function expansionCost(sizeBytes: number, neededBytes: bigint): bigint {
  const words = BigInt(sizeBytes) / 32n
  const neededWords = (neededBytes + 31n) / 32n
  return neededWords <= words ? 0n : memoryCost(neededWords) - memoryCost(words)
}

function memoryCost(words: bigint): bigint {
  return words * 3n + (words * words) / 512n
}
