import type { RecordingListener } from '../../../recording.js'
import { type EngineMessage, type EngineResult, isPrecompile } from '../execution/engine.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import type { ExecutionKind, ExecutionMeter, MeteredRun } from '../execution/execution-meter.js'
import type { Executor } from '../execution/executor.js'
import { traced } from '../execution/traced.js'
import { findCode } from './find-code.js'
import { recordedGas } from './recorded-gas.js'
import { RecordedSteps } from './recorded-steps.js'
import { StepRecorder } from './step-recorder.js'

/** Gives a listener the recording of every transaction. */
export class RecordingMeter implements ExecutionMeter {
  readonly #listener: RecordingListener

  constructor(listener: RecordingListener) {
    this.#listener = listener
  }

  begin(kind: ExecutionKind): MeteredRun | undefined {
    return kind === 'transaction' ? new RecordingRun(this.#listener) : undefined
  }
}

class RecordingRun implements MeteredRun {
  readonly #listener: RecordingListener
  #recorder: StepRecorder | undefined

  constructor(listener: RecordingListener) {
    this.#listener = listener
  }

  async run(executor: Executor, message: EngineMessage): Promise<EngineResult> {
    const { engine, state } = executor
    const recorder = new StepRecorder((address) => isPrecompile(engine, address))
    this.#recorder = recorder
    const result = await traced(executor, recorder, async () => engine.run(message))
    await findCode(recorder.frames, state)
    return result
  }

  end({ rules }: Executor, execution: Execution, outcome: ExecutionOutcome): void {
    if (this.#recorder === undefined) return
    this.#listener(new RecordedSteps(this.#recorder, recordedGas(execution, outcome, rules)))
  }
}
