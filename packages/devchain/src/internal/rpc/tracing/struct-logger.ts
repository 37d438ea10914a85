import type { EVMResult, Message } from '@ethereumjs/evm'
import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { CallResult, TraceStep } from '../../chain/types.js'
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
const callStipend = 2_300n
const callOpcodes: ReadonlySet<string> = new Set(['CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL'])

/** geth's default tracer: every instruction with the stack before it. */
export class StructLogger implements Tracer {
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
    if ((limit > 0 && this.#logs.length >= limit) || this.#words > maxWords) return
    const log = this.#record(step)
    this.#words += 4 + (log.stack?.length ?? 0) + (log.memory?.length ?? 0)
    this.#logs.push(log)
    this.#lastSteps[step.depth] = log
    if (this.#options.disableStorage !== true) this.#recordStorage(step, log)
  }

  onMessage(message: Message): void {
    const caller = this.#lastSteps[message.depth - 1]
    if (message.depth > 0 && caller !== undefined && callOpcodes.has(caller.op)) {
      // ethereumjs charges forwarded gas apart from the instruction; geth counts it as its cost.
      const carriesValue = message.value > 0n && !message.delegatecall
      caller.gasCost += Number(message.gasLimit - (carriesValue ? callStipend : 0n))
    }
    this.#lastSteps[message.depth] = undefined
    this.#lastSteps.length = message.depth + 1
  }

  onMessageEnd({ execResult }: EVMResult): void {
    const last = this.#lastSteps.pop()
    const halt = execResult.exceptionError?.error
    if (last !== undefined && halt !== undefined && halt !== 'revert') last.error = halt
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
      op: step.opcode.name,
      gas: Number(step.gasLeft),
      gasCost: Number(step.opcode.dynamicFee ?? step.opcode.fee),
      depth: step.depth + 1,
      ...(step.gasRefund === 0n ? {} : { refund: Number(step.gasRefund) }),
      ...(disableStack === true ? {} : { stack: step.stack.map(quantityToHex) }),
      ...(enableMemory === true && step.memoryWordCount > 0n ? { memory: memoryWords(step) } : {}),
    }
  }

  #recordStorage(step: TraceStep, log: StructLog): void {
    const { name } = step.opcode
    if (name !== 'SLOAD' && name !== 'SSTORE') return
    const account = bytesToHex(step.address.bytes)
    const key = wordToHex(step.stack.at(-1) ?? 0n)
    if (name === 'SLOAD') {
      this.#pendingRead = { log, account, key }
      return
    }
    log.storage = this.#put(account, key, step.stack.at(-2) ?? 0n)
  }

  /** What an SLOAD read is on the stack of the step after it. */
  #finishRead(step: TraceStep): void {
    const read = this.#pendingRead
    if (read === undefined) return
    this.#pendingRead = undefined
    if (step.depth + 1 !== read.log.depth) return
    read.log.storage = this.#put(read.account, read.key, step.stack.at(-1) ?? 0n)
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

function memoryWords({ memory, memoryWordCount }: TraceStep): string[] {
  const words: string[] = []
  for (let index = 0; index < Number(memoryWordCount); index++) {
    const word = bytesToHex(memory.subarray(index * 32, index * 32 + 32))
    words.push(word.padEnd(66, '0'))
  }
  return words
}
