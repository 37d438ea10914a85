import { opcodeName } from '../../chain/tracing/opcode-names.js'
import { type CostHandler, StepCosts, type TraceStepEnd } from '../../chain/tracing/step-costs.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../../chain/tracing/trace-handler.js'
import type { Tracer } from './tracer.js'

interface OpcodeGas {
  count: number
  gasUsed: bigint
}

/**
 * Counts the instructions of one execution and the gas that each kind took. What a call gives to whom it
 * calls is counted there, so that nothing is counted twice.
 */
export class OpcodeGasTracer implements Tracer, CostHandler {
  readonly handler: TraceHandler = new StepCosts(this)
  readonly #totals = new Map<number, OpcodeGas>()
  /** The last instruction of each open frame, outermost first, and what it gave away. */
  readonly #frames: { op: number | undefined; givenGas: bigint }[] = []

  onMessage({ kind, gasLimit, valueWei }: TraceMessage): void {
    const caller = this.#frames.at(-1)
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    const isPaid = (kind === 'CALL' || kind === 'CALLCODE') && valueWei > 0n
    if (caller !== undefined && !isCreation) caller.givenGas = gasLimit - (isPaid ? stipend : 0n)
    this.#frames.push({ op: undefined, givenGas: 0n })
  }

  onMessageEnd(_end: TraceMessageEnd): void {
    this.#frames.pop()
  }

  onStep({ op }: TraceStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    frame.op = op
    frame.givenGas = 0n
  }

  onStepEnd({ depth, cost }: TraceStepEnd): void {
    const frame = this.#frames[depth]
    if (frame?.op === undefined) return
    const total = this.#totals.get(frame.op) ?? { count: 0, gasUsed: 0n }
    total.count++
    total.gasUsed += cost - frame.givenGas
    this.#totals.set(frame.op, total)
  }

  /** Dearest first. */
  finish(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.#totals]
      .sort(([, a], [, b]) =>
        a.gasUsed === b.gasUsed ? b.count - a.count : a.gasUsed < b.gasUsed ? 1 : -1,
      )
      .map(([op, { count, gasUsed }]) => ({
        opcode: opcodeName(op),
        count,
        gasUsed: Number(gasUsed),
      }))
  }
}

/** What a call that pays is given on top (EIP-150). */
const stipend = 2_300n
