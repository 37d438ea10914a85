import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import { opcodes } from '../../chain/tracing/opcodes.js'
import { type CostHandler, StepCosts, type TraceStepEnd } from '../../chain/tracing/step-costs.js'
import type { TraceHandler, TraceStep } from '../../chain/tracing/trace-handler.js'
import type { CallResult } from '../../chain/types.js'
import { RpcError, rpcCode } from '../rpc-error.js'
import type { Tracer } from './tracer.js'

/** What each step shows; geth's options and defaults. */
export interface StructLoggerOptions {
  readonly enableMemory?: boolean | undefined
  readonly disableStack?: boolean | undefined
  readonly disableStorage?: boolean | undefined
  /** Steps recorded at most; 0 is all. */
  readonly limit?: number | undefined
}

interface StructLog {
  readonly pc: number
  readonly op: string
  readonly gas: number
  gasCost: number
  readonly depth: number
  readonly stack?: readonly string[]
  readonly memory?: readonly string[]
  storage?: Readonly<Record<string, string>>
  readonly refund?: number
  error?: string
}

/** Words of stack and memory that one trace may hold: some hundred MB as JSON. */
const maxWords = 5_000_000

/** geth's default tracer: every instruction with the stack before it. */
export class StructLogger implements Tracer, CostHandler {
  readonly handler: TraceHandler = new StepCosts(this)
  readonly #options: StructLoggerOptions
  readonly #logs: StructLog[] = []
  /** The last step of each frame that is open, outermost first. */
  readonly #lastSteps: (StructLog | undefined)[] = []
  readonly #storage = new Map<string, Record<string, string>>()
  #pendingRead:
    | { readonly log: StructLog; readonly account: string; readonly key: string }
    | undefined
  #words = 0

  constructor(options: StructLoggerOptions) {
    this.#options = options
  }

  onStep(step: TraceStep): void {
    this.#finishRead(step)
    const { limit = 0 } = this.#options
    this.#lastSteps[step.depth] = undefined
    if ((limit > 0 && this.#logs.length >= limit) || this.#words > maxWords) return
    const log = this.#record(step)
    this.#words += 4 + (log.stack?.length ?? 0) + (log.memory?.length ?? 0)
    this.#logs.push(log)
    this.#lastSteps[step.depth] = log
    if (this.#options.disableStorage !== true) this.#recordStorage(step, log)
  }

  onStepEnd({ depth, cost, haltReason }: TraceStepEnd): void {
    const log = this.#lastSteps[depth]
    if (log === undefined) return
    log.gasCost = Number(cost)
    if (haltReason !== undefined) log.error = haltReason
  }

  finish(result: CallResult): unknown {
    if (this.#words > maxWords) {
      throw new RpcError(
        rpcCode.limitExceeded,
        `The trace is too large: it stopped after ${this.#logs.length} steps. Pass a limit, disableStack, or a callTracer`,
      )
    }
    return {
      gas: Number(result.gasUsed),
      failed: !result.succeeded,
      returnValue: bytesToHex(result.returnData),
      structLogs: this.#logs,
    }
  }

  #record(step: TraceStep): StructLog {
    const { enableMemory, disableStack } = this.#options
    return {
      pc: step.pc,
      op: step.opcodeName,
      gas: Number(step.gasLeft),
      gasCost: 0,
      depth: step.depth + 1,
      ...(step.gasRefund === 0n ? {} : { refund: Number(step.gasRefund) }),
      ...(disableStack === true ? {} : { stack: step.stack().map(quantityToHex) }),
      ...(enableMemory === true && step.memorySize > 0 ? { memory: memoryWords(step) } : {}),
    }
  }

  #recordStorage(step: TraceStep, log: StructLog): void {
    const { op } = step
    if (op !== opcodes.sload && op !== opcodes.sstore) return
    const account = bytesToHex(step.address)
    const key = wordToHex(step.stackItem(0) ?? 0n)
    if (op === opcodes.sload) {
      this.#pendingRead = { log, account, key }
      return
    }
    log.storage = this.#put(account, key, step.stackItem(1) ?? 0n)
  }

  /** What an SLOAD read is on the stack of the step after it. */
  #finishRead(step: TraceStep): void {
    const read = this.#pendingRead
    if (read === undefined) return
    this.#pendingRead = undefined
    if (step.depth + 1 !== read.log.depth) return
    read.log.storage = this.#put(read.account, read.key, step.stackItem(0) ?? 0n)
  }

  #put(account: string, key: string, value: bigint): Readonly<Record<string, string>> {
    const slots = { ...this.#storage.get(account), [key]: wordToHex(value) }
    this.#storage.set(account, slots)
    return slots
  }
}

function wordToHex(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`
}

function memoryWords(step: TraceStep): string[] {
  const memory = step.memory()
  return Array.from({ length: memory.length / 32 }, (_, index) =>
    bytesToHex(memory.subarray(index * 32, index * 32 + 32)),
  )
}
