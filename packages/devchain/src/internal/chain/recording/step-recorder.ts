import type { TraceStep } from '../tracing/trace-handler.js'
import { FrameRecorder } from './frame-recorder.js'
import { StepColumns } from './step-columns.js'

/** About 270 MB. */
const mostSteps = 5_000_000

/** Writes down the steps of an execution, without what they did to memory and storage. */
export class StepRecorder extends FrameRecorder {
  readonly columns: StepColumns = new StepColumns(mostSteps)
  readonly stacks: ReadonlyMap<number, readonly bigint[]> = new Map()

  onStep(step: TraceStep): void {
    const { columns } = this
    const { pc, op, stackDepth, memorySize } = step
    const gasLeft = Number(step.gasLeft)
    columns.add({ pc, op, frame: this.current, gasLeft, stackDepth, memorySize })
    if (stackDepth > 0) step.copyTop(columns.tops, columns.topPlace)
  }

  protected override get nextStep(): number {
    return this.columns.end
  }
}
