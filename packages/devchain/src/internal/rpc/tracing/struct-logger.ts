import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { CallResult } from '../../chain/calls/call.js'
import { opcodes } from '../../chain/tracing/opcodes.js'
import { type CostHandler, StepCosts, type TraceStepEnd } from '../../chain/tracing/step-costs.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../../chain/tracing/trace-handler.js'
import type { TraceSubject } from '../../chain/tracing/trace-observer.js'
import { wordToHex } from '../../word-hex.js'
import { haltName } from './halt-names.js'
import type { TraceBudget } from './trace-budget.js'
import type { Tracer, TracerSite } from './tracer.js'

/** What each step shows; geth's options and defaults. */
export interface StructLoggerOptions {
  readonly enableMemory?: boolean | undefined
  readonly disableStack?: boolean | undefined
  readonly disableStorage?: boolean | undefined
  readonly enableReturnData?: boolean | undefined
  /** Steps recorded at most; 0 is all. */
  readonly limit?: number | undefined
}

interface StructLog {
  readonly pc: number
  readonly op: string
  readonly gas: number
  gasCost: number
  readonly depth: number
  readonly stack?: readonly Hex[]
  readonly memory?: readonly Hex[]
  readonly returnData?: Hex
  storage?: Readonly<Record<Hex, Hex>>
  refund?: number
  error?: string
}

interface OpenFrame {
  /** Of its last step; undefined when that is not recorded. */
  log: StructLog | undefined
  /** What the last call in it returned. */
  returnData: Uint8Array
  readonly isCreation: boolean
}

/** Roughly what a step takes besides its words, and a word. */
const stepBytes = 128
const wordBytes = 32

/** geth's default tracer: every instruction with the stack before it. */
export class StructLogger implements Tracer, CostHandler {
  readonly #costs = new StepCosts(this)
  readonly handler: TraceHandler = this.#costs
  readonly #options: StructLoggerOptions
  readonly #budget: TraceBudget
  readonly #logs: StructLog[] = []
  readonly #frames: OpenFrame[] = []
  readonly #storage = new Map<Hex, Readonly<Record<Hex, Hex>>>()
  /** The last step, when the next one shows what it read or refunded. */
  #unfinished: { readonly log: StructLog; readonly account: Hex; readonly key: Hex } | undefined

  constructor(options: StructLoggerOptions, { budget }: TracerSite) {
    this.#options = options
    this.#budget = budget
  }

  begin({ rules }: TraceSubject): void {
    this.#costs.useRules(rules)
  }

  onMessage({ kind }: TraceMessage): void {
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    this.#frames.push({ log: undefined, returnData: new Uint8Array(0), isCreation })
  }

  onMessageEnd({ haltReason, returnData }: TraceMessageEnd): void {
    const frame = this.#frames.pop()
    const caller = this.#frames.at(-1)
    if (frame === undefined || caller === undefined) return
    const isShown = haltReason === 'revert' || (haltReason === undefined && !frame.isCreation)
    caller.returnData = isShown ? returnData : new Uint8Array(0)
  }

  onStep(step: TraceStep): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    this.#finishLast(step)
    frame.log = undefined
    const { limit = 0, disableStorage } = this.#options
    if (limit > 0 && this.#logs.length >= limit) return
    const log = this.#record(step, frame.returnData)
    this.#budget.spend(sizeOf(log))
    this.#logs.push(log)
    frame.log = log
    if (disableStorage !== true) this.#recordStorage(step, log)
  }

  onStepEnd({ depth, cost, haltReason }: TraceStepEnd): void {
    const log = this.#frames[depth]?.log
    if (log === undefined) return
    log.gasCost = Number(cost)
    if (haltReason !== undefined) log.error = haltName(haltReason)
  }

  finish({ gasUsed, haltReason, returnData }: CallResult): unknown {
    const hasAnswer = haltReason === undefined || haltReason === 'revert'
    return {
      gas: Number(gasUsed),
      failed: haltReason !== undefined,
      returnValue: hasAnswer ? bytesToHex(returnData) : '0x',
      structLogs: this.#logs,
    }
  }

  #record(step: TraceStep, returnData: Uint8Array): StructLog {
    const { enableMemory, disableStack, enableReturnData } = this.#options
    const { gasRefund, memorySize } = step
    return {
      pc: step.pc,
      op: step.opcodeName,
      gas: Number(step.gasLeft),
      gasCost: 0,
      depth: step.depth + 1,
      ...(gasRefund === 0n ? {} : { refund: Number(gasRefund) }),
      ...(disableStack === true ? {} : { stack: step.stack().map(quantityToHex) }),
      ...(enableMemory === true && memorySize > 0 ? { memory: memoryWords(step) } : {}),
      ...(enableReturnData === true && returnData.length > 0
        ? { returnData: bytesToHex(returnData) }
        : {}),
    }
  }

  #recordStorage(step: TraceStep, log: StructLog): void {
    const { op } = step
    if (op !== opcodes.sload && op !== opcodes.sstore) return
    const [slot, value] = [step.stackItem(0), step.stackItem(1)]
    if (slot === undefined) return
    const [account, key] = [bytesToHex(step.address), wordToHex(slot)]
    this.#unfinished = { log, account, key }
    if (op === opcodes.sstore && value !== undefined) log.storage = this.#put(account, key, value)
  }

  /** What an SLOAD read is on the stack of the step after it; what an SSTORE refunds is counted there. */
  #finishLast(step: TraceStep): void {
    const last = this.#unfinished
    if (last === undefined) return
    this.#unfinished = undefined
    const { log, account, key } = last
    if (step.depth + 1 !== log.depth) return
    if (log.op === 'SLOAD') log.storage = this.#put(account, key, step.stackItem(0) ?? 0n)
    else if (step.gasRefund > 0n) log.refund = Number(step.gasRefund)
    else delete log.refund
  }

  #put(account: Hex, key: Hex, value: bigint): Readonly<Record<Hex, Hex>> {
    const slots = { ...this.#storage.get(account), [key]: wordToHex(value) }
    this.#budget.spend(Object.keys(slots).length * 2 * wordBytes)
    this.#storage.set(account, slots)
    return slots
  }
}

function memoryWords(step: TraceStep): Hex[] {
  const memory = step.memory()
  return Array.from({ length: memory.length / 32 }, (_, index) =>
    bytesToHex(memory.subarray(index * 32, index * 32 + 32)),
  )
}

function sizeOf({ stack = [], memory = [], returnData = '0x' }: StructLog): number {
  return stepBytes + (stack.length + memory.length) * wordBytes + returnData.length / 2
}
