import type { Rules } from '../rules.js'
import { expansionCost } from './memory-cost.js'
import { type MeteredStep, meteredStep, neededGas } from './needed-gas.js'
import { opcodes } from './opcodes.js'
import type { TraceHandler, TraceMessage, TraceMessageEnd, TraceStep } from './trace-handler.js'

/** How an instruction went. */
export interface TraceStepEnd {
  readonly depth: number
  /**
   * Gas that it took. Of a call this includes what the frame called was given, less the stipend; of a
   * create it does not: so geth counts. Of an instruction that halts its frame it is what it would have
   * taken, as far as that can be told; 0 where the rules are not known.
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
  /** Undefined unless it is to be told what it would have taken. */
  readonly metered: MeteredStep | undefined
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
  #rules: Rules | undefined

  constructor(handler: CostHandler) {
    this.#handler = handler
    this.onLog = handler.onLog?.bind(handler)
    this.onSelfdestruct = handler.onSelfdestruct?.bind(handler)
  }

  /** By which rules the execution runs: then it is known what instructions would have taken that halt. */
  useRules(rules: Rules): void {
    this.#rules = rules
  }

  onStep(step: TraceStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    const { op, gasLeft } = step
    this.#endStep(frame, step.depth, gasLeft)
    const metered = this.#rules === undefined ? undefined : meteredStep(step)
    frame.step = { op, gasLeft, knownCost: costOfEnding(step), metered, childCost: 0n }
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
    const cost =
      haltReason === undefined
        ? gasLeft - (gasLimit - gasUsed)
        : this.#costOfHalting(step, haltReason)
    this.#handler.onStepEnd({ depth, cost, haltReason })
  }

  #costOfHalting({ knownCost, metered }: OpenStep, haltReason: string): bigint {
    if (knownCost !== undefined) return knownCost
    if (metered === undefined || this.#rules === undefined) return 0n
    return neededGas(metered, haltReason, this.#rules)
  }
}

function costOfEnding(step: TraceStep): bigint | undefined {
  if (step.op === opcodes.stop) return 0n
  if (step.op !== opcodes.return && step.op !== opcodes.revert) return undefined
  const [offset, size] = [step.stackItem(0), step.stackItem(1)]
  if (offset === undefined || size === undefined) return undefined
  return size === 0n ? 0n : expansionCost(step.memorySize, offset + size)
}
