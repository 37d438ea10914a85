import { bytesToDigits, quantityToHex } from '@scaffold-evm/common'
import { opcodes } from '../../chain/tracing/opcodes.js'
import type { TraceHandler, TraceStep } from '../../chain/tracing/trace-handler.js'
import type { TraceSubject } from '../../chain/tracing/trace-observer.js'
import type { TraceBudget } from '../tracing/trace-budget.js'
import type { Tracer, TracerSite } from '../tracing/tracer.js'
import { grownMemorySize } from './grown-memory.js'

/** What each step leaves out. */
export interface StepLoggerOptions {
  readonly disableMemory?: boolean | undefined
  readonly disableStack?: boolean | undefined
  readonly disableStorage?: boolean | undefined
}

type Slots = Readonly<Record<string, string>>

interface StepLog {
  readonly depth: number
  readonly error: ''
  readonly gas: string
  gasCost: number
  readonly memory: readonly string[]
  readonly op: string
  readonly pc: number
  readonly stack: readonly string[]
  storage: Slots | null
}

/** Roughly what a step takes besides its words, and a word. */
const stepBytes = 128
const wordBytes = 64

/**
 * Ganache's trace: each instruction with the stack, the memory and the storage that its frame has touched, in words without `0x`.
 * What an instruction took is what is gone at the next one, in whatever frame that is.
 */
export class StepLogger implements Tracer {
  readonly handler: TraceHandler = { onStep: (step) => this.#add(step) }
  readonly #options: StepLoggerOptions
  readonly #budget: TraceBudget
  readonly #logs: StepLog[] = []
  /** Of the frames that are open, outermost first. */
  readonly #storage: Slots[] = []
  /** The last step, when what it read is at the top of the next one's stack. */
  #reading: { readonly log: StepLog; readonly key: string } | undefined
  #gasLimit = 0n
  #gasUsed = 0n

  constructor(options: StepLoggerOptions, { budget }: TracerSite) {
    this.#options = options
    this.#budget = budget
  }

  begin({ gasLimit }: TraceSubject): void {
    this.#gasLimit = gasLimit
  }

  finish(): unknown {
    return {
      gas: quantityToHex(this.#gasUsed),
      structLogs: this.#logs,
      returnValue: '',
      storage: {},
    }
  }

  #add(step: TraceStep): void {
    this.#finishRead(step)
    const used = this.#gasLimit - step.gasLeft
    const last = this.#logs.at(-1)
    if (last !== undefined) last.gasCost = Number(used - this.#gasUsed)
    this.#gasUsed = used
    const { disableMemory, disableStack, disableStorage } = this.#options
    const log: StepLog = {
      depth: step.depth + 1,
      error: '',
      gas: quantityToHex(step.gasLeft),
      gasCost: 0,
      memory: disableMemory === true ? [] : memoryWords(step),
      op: nameOf(step),
      pc: step.pc,
      stack: disableStack === true ? [] : step.stack().map(word),
      storage: null,
    }
    this.#budget.spend(stepBytes + (log.memory.length + log.stack.length) * wordBytes)
    this.#logs.push(log)
    if (disableStorage !== true) this.#addStorage(step, log)
  }

  #addStorage(step: TraceStep, log: StepLog): void {
    const frames = this.#storage
    frames.length = Math.min(frames.length, step.depth + 1)
    while (frames.length <= step.depth) frames.push({})
    const slots = frames[step.depth] ?? {}
    log.storage = slots
    const [slot, value] = [step.stackItem(0), step.stackItem(1)]
    if (slot === undefined) return
    if (step.op === opcodes.sload) this.#reading = { log, key: word(slot) }
    else if (step.op === opcodes.sstore && value !== undefined) {
      frames[step.depth] = this.#with(slots, word(slot), word(value))
    }
  }

  /** A read shows what it found, a write what there was before. */
  #finishRead(step: TraceStep): void {
    const reading = this.#reading
    if (reading === undefined) return
    this.#reading = undefined
    const { log, key } = reading
    const value = step.depth + 1 === log.depth ? step.stackItem(0) : undefined
    if (value === undefined) return
    log.storage = this.#with(log.storage ?? {}, key, word(value))
    this.#storage[step.depth] = log.storage
  }

  #with(slots: Slots, key: string, value: string): Slots {
    const changed = { ...slots, [key]: value }
    this.#budget.spend(Object.keys(changed).length * 2 * wordBytes)
    return changed
  }
}

/** In the words of Ganache's engine. */
function nameOf({ op, opcodeName }: TraceStep): string {
  if (op === opcodes.keccak256) return 'SHA3'
  return /^[A-Z]/.test(opcodeName) ? opcodeName : 'INVALID'
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}

/** As it is once it has grown for the instruction. */
function memoryWords(step: TraceStep): string[] {
  const size = grownMemorySize(step)
  const memory = step.memorySlice(0, size)
  return Array.from({ length: size / 32 }, (_, index) =>
    bytesToDigits(memory.subarray(index * 32, index * 32 + 32)),
  )
}
