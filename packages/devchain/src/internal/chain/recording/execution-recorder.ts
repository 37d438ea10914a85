import type { ChainLog } from '../blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../tracing/trace-handler.js'
import type { TraceObserver, TraceSubject } from '../tracing/trace-observer.js'
import { FrameRecorder } from './frame-recorder.js'
import { MemoryLog } from './memory-log.js'
import { StepColumns } from './step-columns.js'
import { effectOf, type StepEffect } from './step-effect.js'
import { StorageLog } from './storage-log.js'

/** About 270 MB. */
const mostSteps = 5_000_000
/** Words of memory; about 200 MB. */
const mostMemory = 4_000_000
/** So many steps of a frame are at most between two copies of its stack. */
const stackInterval = 1024
const wordSize = 32

/** What a frame that has begun and not ended is doing. */
interface OpenFrame {
  /** Its steps so far. */
  count: number
  /** Of its last instruction: whether that came about shows at its next step. */
  effect: StepEffect | undefined
  effectStep: number
}

/** Writes down what an execution does. */
export class ExecutionRecorder extends FrameRecorder implements TraceObserver {
  readonly handler: TraceHandler = this
  readonly columns: StepColumns
  readonly memory: MemoryLog
  readonly storage: StorageLog = new StorageLog()
  readonly preimages: Map<bigint, Uint8Array> = new Map()
  /** Whole stacks at some steps, so that nobody looks back far. */
  readonly stacks: Map<number, readonly bigint[]> = new Map()
  readonly #running: OpenFrame[] = []
  #subject: TraceSubject | undefined

  constructor(most: number = mostSteps) {
    super((address) => this.#subject?.isPrecompile(address) === true)
    this.columns = new StepColumns(most)
    this.memory = new MemoryLog(Math.min(most, mostMemory))
  }

  begin(subject: TraceSubject): void {
    this.#subject = subject
  }

  onStep(step: TraceStep): void {
    const frame = this.#running.at(-1)
    if (frame === undefined) return
    const { columns } = this
    if (frame.effect !== undefined) this.#settle(frame, frame.effect, step)
    const { pc, op, stackDepth, memorySize } = step
    const gasLeft = Number(step.gasLeft)
    columns.add({ pc, op, frame: this.current, gasLeft, stackDepth, memorySize })
    if (stackDepth > 0) step.copyTop(columns.tops, columns.topPlace)
    if (frame.count % stackInterval === 0) this.stacks.set(columns.end - 1, step.stack())
    frame.count += 1
    frame.effect = effectOf(step)
    frame.effectStep = columns.end - 1
  }

  override onMessage(message: TraceMessage): void {
    super.onMessage(message)
    this.#running.push({ count: 0, effect: undefined, effectStep: -1 })
  }

  override onMessageEnd(end: TraceMessageEnd): void {
    super.onMessageEnd(end)
    this.#running.pop()
  }

  onLog({ address, topics, data }: ChainLog): void {
    const log = { step: this.columns.end - 1, address, topics, data }
    this.frames[this.current]?.logs.push(log)
  }

  /** Writes down what the last instruction of a frame did, which shows at its next step. */
  #settle({ effectStep }: OpenFrame, effect: StepEffect, next: TraceStep): void {
    if (effect.kind === 'hash') {
      const hash = next.stackItem(0)
      if (hash !== undefined) this.preimages.set(hash, effect.preimage)
    } else if (effect.kind === 'memory') {
      const offset = Number(effect.offset - (effect.offset % BigInt(wordSize)))
      const end = Math.ceil(Number(effect.offset + effect.size) / wordSize) * wordSize
      const bytes = next.memorySlice(offset, end - offset)
      this.memory.add(this.columns.end, this.current, { offset, bytes })
    } else {
      const { kind: space, slot, value } = effect
      const { address } = next
      this.storage.add({ space, step: effectStep, frame: this.current, address, slot, value })
    }
  }

  protected override get nextStep(): number {
    return this.columns.end
  }
}
