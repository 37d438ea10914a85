import type { RecordedFrame, RecordedLog } from '../../../recording.js'
import type { ChainLog } from '../blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../tracing/trace-handler.js'
import type { TraceObserver, TraceSubject } from '../tracing/trace-observer.js'
import { StepColumns } from './step-columns.js'

/** About 250 MB. */
const mostSteps = 5_000_000

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A frame as it is recorded; its code is found when all is over. */
export type FrameRecord = Writable<Omit<RecordedFrame, 'logs'>> & {
  readonly message: TraceMessage
  readonly logs: RecordedLog[]
}

/** Writes down what an execution does. */
export class ExecutionRecorder implements TraceObserver, TraceHandler {
  readonly handler: TraceHandler = this
  readonly columns: StepColumns
  readonly frames: FrameRecord[] = []
  /** Indices of the frames that have begun and not ended. */
  readonly #open: number[] = []
  #isPrecompile: (address: Uint8Array) => boolean = () => false

  constructor(most: number = mostSteps) {
    this.columns = new StepColumns(most)
  }

  begin(subject: TraceSubject): void {
    this.#isPrecompile = (address) => subject.isPrecompile(address)
  }

  onStep(step: TraceStep): void {
    const { columns } = this
    const { pc, op, stackDepth } = step
    const gasLeft = Number(step.gasLeft)
    columns.add({ pc, op, frame: this.#current, gasLeft, stackDepth })
    if (stackDepth > 0) step.copyTop(columns.tops, columns.topPlace)
  }

  onMessage(message: TraceMessage): void {
    const { kind, depth, from, to, codeAddress, valueWei, gasLimit, input, isStatic } = message
    const at = this.columns.end
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    this.frames.push({
      ...{ message, kind, depth, from, to, codeAddress, valueWei, gasLimit, input, isStatic },
      parent: this.#open.at(-1) ?? -1,
      callStep: depth === 0 ? -1 : at - 1,
      code: isCreation ? input : new Uint8Array(0),
      isPrecompile: !isCreation && this.#isPrecompile(codeAddress),
      firstStep: at,
      endStep: at,
      gasUsed: 0n,
      returnData: new Uint8Array(0),
      haltReason: undefined,
      logs: [],
    })
    this.#open.push(this.frames.length - 1)
  }

  onMessageEnd({ gasUsed, returnData, haltReason }: TraceMessageEnd): void {
    const frame = this.frames[this.#open.pop() ?? -1]
    if (frame === undefined) return
    frame.endStep = this.columns.end
    frame.gasUsed = gasUsed
    frame.returnData = returnData
    frame.haltReason = haltReason
  }

  onLog({ address, topics, data }: ChainLog): void {
    const log = { step: this.columns.end - 1, address, topics, data }
    this.frames[this.#current]?.logs.push(log)
  }

  get #current(): number {
    return this.#open.at(-1) ?? 0
  }
}
