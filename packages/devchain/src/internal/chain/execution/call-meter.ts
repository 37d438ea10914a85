import type { MeteringListener } from '../../../call-metering.js'
import { findCode } from '../recording/find-code.js'
import { FrameRecorder } from '../recording/frame-recorder.js'
import { type EngineMessage, type EngineResult, isPrecompile } from './engine.js'
import type { Execution, ExecutionOutcome } from './execution.js'
import type { ExecutionKind, ExecutionMeter, MeteredRun } from './execution-meter.js'
import type { Executor } from './executor.js'
import { traced } from './traced.js'

/** Tells a listener what the calls of executions took. */
export class CallMeter implements ExecutionMeter {
  readonly #listener: MeteringListener

  constructor(listener: MeteringListener) {
    this.#listener = listener
  }

  begin(kind: ExecutionKind): MeteredRun {
    return new CallRun(kind, this.#listener)
  }
}

class CallRun implements MeteredRun {
  readonly #kind: ExecutionKind
  readonly #listener: MeteringListener
  #recorder: FrameRecorder | undefined

  constructor(kind: ExecutionKind, listener: MeteringListener) {
    this.#kind = kind
    this.#listener = listener
  }

  /** Codes are read here: some are gone when the execution is over. */
  async run(executor: Executor, message: EngineMessage): Promise<EngineResult> {
    const { engine, state } = executor
    const recorder = new FrameRecorder((address) => isPrecompile(engine, address))
    this.#recorder = recorder
    const result = await traced(executor, recorder, async () => engine.run(message))
    await findCode(recorder.frames, state)
    return result
  }

  end(_executor: Executor, _execution: Execution, { gasUsed }: ExecutionOutcome): void {
    const isTransaction = this.#kind === 'transaction'
    this.#listener({ isTransaction, gasUsed, calls: this.#recorder?.frames ?? [] })
  }
}
