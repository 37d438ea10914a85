import type { RecordedFrame, RecordedLog } from '../../../recording.js'
import type { TraceHandler, TraceMessage, TraceMessageEnd } from '../tracing/trace-handler.js'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A frame as it is recorded; its code is found when all is over. */
export type FrameRecord = Writable<Omit<RecordedFrame, 'logs'>> & {
  readonly message: TraceMessage
  readonly logs: RecordedLog[]
}

/** Writes down the calls and creates of an execution. */
export class FrameRecorder implements TraceHandler {
  readonly frames: FrameRecord[] = []
  /** Indices of the frames that have begun and not ended. */
  readonly #open: number[] = []
  readonly #isPrecompile: (address: Uint8Array) => boolean

  constructor(isPrecompile: (address: Uint8Array) => boolean) {
    this.#isPrecompile = isPrecompile
  }

  onMessage(message: TraceMessage): void {
    const { kind, depth, from, to, codeAddress, valueWei, gasLimit, input, isStatic } = message
    const at = this.nextStep
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
    frame.endStep = this.nextStep
    frame.gasUsed = gasUsed
    frame.returnData = returnData
    frame.haltReason = haltReason
  }

  /** Index of the frame that runs. */
  protected get current(): number {
    return this.#open.at(-1) ?? 0
  }

  /** The number of the step to come; 0 where steps are not recorded. */
  protected get nextStep(): number {
    return 0
  }
}
