import type { ChainLog } from '../blocks/chain-log.js'
import type { TraceHandler, TraceStep } from '../tracing/trace-handler.js'
import type { TraceObserver, TraceSubject } from '../tracing/trace-observer.js'
import { FrameRecorder } from './frame-recorder.js'
import { StepColumns } from './step-columns.js'

/** About 250 MB. */
const mostSteps = 5_000_000

/** Writes down what an execution does. */
export class ExecutionRecorder extends FrameRecorder implements TraceObserver {
  readonly handler: TraceHandler = this
  readonly columns: StepColumns
  #subject: TraceSubject | undefined

  constructor(most: number = mostSteps) {
    super((address) => this.#subject?.isPrecompile(address) === true)
    this.columns = new StepColumns(most)
  }

  begin(subject: TraceSubject): void {
    this.#subject = subject
  }

  onStep(step: TraceStep): void {
    const { columns } = this
    const { pc, op, stackDepth } = step
    const gasLeft = Number(step.gasLeft)
    columns.add({ pc, op, frame: this.current, gasLeft, stackDepth })
    if (stackDepth > 0) step.copyTop(columns.tops, columns.topPlace)
  }

  onLog({ address, topics, data }: ChainLog): void {
    const log = { step: this.columns.end - 1, address, topics, data }
    this.frames[this.current]?.logs.push(log)
  }

  protected override get nextStep(): number {
    return this.columns.end
  }
}
