import { Address } from '@ethereumjs/util'
import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import { isDelegation } from '../../chain/execution/authorizations.js'
import { opcodes } from '../../chain/tracing/opcodes.js'
import { type CostHandler, StepCosts, type TraceStepEnd } from '../../chain/tracing/step-costs.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../../chain/tracing/trace-handler.js'
import type { StateInspector, TraceSubject } from '../../chain/tracing/trace-observer.js'
import type { WorldState } from '../../state/types.js'
import { type MemoryRange, pushCount, writtenMemory } from './stack-effects.js'
import type { TraceBudget } from './trace-budget.js'

/** Parity's view of the instructions of a frame. */
export interface VmTrace {
  code: Hex
  readonly ops: VmOperation[]
}

/** An instruction with what it did; `sub` is the frame that it made. */
interface VmOperation {
  readonly pc: number
  readonly op: string
  cost: number
  /** Null when it halted its frame. */
  ex: VmEffect | null
  sub: VmTrace | null
}

interface VmEffect {
  readonly push: readonly Hex[]
  readonly mem: { readonly off: number; readonly data: Hex } | null
  readonly store: { readonly key: Hex; readonly val: Hex } | null
  /** Gas that is left after it. */
  readonly used: number
}

interface OpenOperation {
  readonly operation: VmOperation
  readonly gasLeft: bigint
  readonly op: number
  readonly written: MemoryRange | undefined
  readonly store: VmEffect['store']
}

interface OpenFrame {
  readonly trace: VmTrace
  last: OpenOperation | undefined
}

const operationBytes = 200

/** Collects the vmTrace of one execution. */
export class VmTracer implements CostHandler, StateInspector {
  readonly #costs = new StepCosts(this)
  readonly handler: TraceHandler = this.#costs
  readonly #budget: TraceBudget
  readonly #frames: OpenFrame[] = []
  /** Frames whose code is not known yet, by the account that has it. */
  readonly #codeless: { readonly trace: VmTrace; readonly codeAddress: Uint8Array }[] = []
  readonly #deployed = new Map<Hex, Hex>()
  #root: VmTrace | undefined

  constructor(budget: TraceBudget) {
    this.#budget = budget
  }

  /** The outermost frame; undefined before anything ran. */
  get root(): VmTrace | undefined {
    return this.#root
  }

  begin({ rules }: TraceSubject): void {
    this.#costs.useRules(rules)
  }

  onMessage({ kind, codeAddress, input }: TraceMessage): void {
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    const trace: VmTrace = { code: isCreation ? bytesToHex(input) : '0x', ops: [] }
    if (!isCreation) this.#codeless.push({ trace, codeAddress })
    const caller = this.#frames.at(-1)
    if (caller === undefined) this.#root = trace
    else if (caller.last !== undefined) caller.last.operation.sub = trace
    this.#frames.push({ trace, last: undefined })
  }

  onMessageEnd({ createdAddress, returnData }: TraceMessageEnd): void {
    this.#frames.pop()
    if (createdAddress !== undefined) {
      this.#deployed.set(bytesToHex(createdAddress), bytesToHex(returnData))
    }
  }

  onStep(step: TraceStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    if (frame.last !== undefined) finish(frame.last, step)
    this.#budget.spend(operationBytes)
    const operation = { pc: step.pc, op: step.opcodeName, cost: 0, ex: null, sub: null }
    frame.trace.ops.push(operation)
    const { op, gasLeft } = step
    frame.last = { operation, op, gasLeft, written: writtenMemory(step), store: storeOf(step) }
  }

  onStepEnd({ depth, cost, haltReason }: TraceStepEnd): void {
    const last = this.#frames[depth]?.last
    if (last === undefined) return
    last.operation.cost = Number(cost)
    if (haltReason !== undefined) return
    // Holds for what ends a frame; the step after any other sees more of it.
    const used = Number(last.gasLeft - cost)
    last.operation.ex = { push: [], mem: null, store: last.store, used }
  }

  async after(state: WorldState): Promise<void> {
    await this.#readCode(state)
  }

  async before(state: WorldState): Promise<void> {
    await this.#readCode(state)
  }

  /** What a contract has that destroyed itself is known from its creation only. */
  async #readCode(state: WorldState): Promise<void> {
    for (const { trace, codeAddress } of this.#codeless) {
      if (trace.code !== '0x') continue
      const code = bytesToHex(await codeOf(state, codeAddress))
      trace.code = code === '0x' ? (this.#deployed.get(bytesToHex(codeAddress)) ?? code) : code
    }
  }
}

function finish({ operation, op, written, store }: OpenOperation, next: TraceStep): void {
  const count = pushCount(op)
  operation.ex = {
    push: Array.from({ length: count }, (_, index) =>
      quantityToHex(next.stackItem(count - 1 - index) ?? 0n),
    ),
    mem: written === undefined ? null : memoryOf(next, written),
    store,
    used: Number(next.gasLeft),
  }
}

function memoryOf(step: TraceStep, { offset, sizeBytes }: MemoryRange): VmEffect['mem'] {
  return { off: offset, data: bytesToHex(step.memorySlice(offset, sizeBytes)) }
}

function storeOf(step: TraceStep): VmEffect['store'] {
  const [key, value] = [step.stackItem(0), step.stackItem(1)]
  if (step.op !== opcodes.sstore || key === undefined || value === undefined) return null
  return { key: quantityToHex(key), val: quantityToHex(value) }
}

async function codeOf(state: WorldState, address: Uint8Array): Promise<Uint8Array> {
  const code = await state.getCode(new Address(address))
  return isDelegation(code) ? state.getCode(new Address(code.subarray(3))) : code
}
