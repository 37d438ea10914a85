import type { MeteringListener } from '../../../call-metering.js'
import { findCode } from '../recording/find-code.js'
import { FrameRecorder } from '../recording/frame-recorder.js'
import { type EngineMessage, type EngineResult, isPrecompile } from './engine.js'
import type { Executor } from './executor.js'
import { traced } from './traced.js'

/** Tells a listener what the calls of executions took. */
export class CallMeter {
  readonly #listener: MeteringListener

  constructor(listener: MeteringListener) {
    this.#listener = listener
  }

  /** Who measures one execution. */
  begin(kind: 'transaction' | 'call'): MeteredRun {
    return new MeteredRun(kind, this.#listener)
  }
}

/** Measures one execution. */
export class MeteredRun {
  readonly #kind: 'transaction' | 'call'
  readonly #listener: MeteringListener
  #recorder: FrameRecorder | undefined

  constructor(kind: 'transaction' | 'call', listener: MeteringListener) {
    this.#kind = kind
    this.#listener = listener
  }

  /** Runs its message. Codes are read here: some are gone when the execution is over. */
  async run(executor: Executor, message: EngineMessage): Promise<EngineResult> {
    const { engine, state } = executor
    const recorder = new FrameRecorder((address) => isPrecompile(engine, address))
    this.#recorder = recorder
    const result = await traced(executor, recorder, async () => engine.run(message))
    await findCode(recorder.frames, state)
    return result
  }

  /** Tells what came of it. */
  end(gasUsed: bigint): void {
    const isTransaction = this.#kind === 'transaction'
    this.#listener({ isTransaction, gasUsed, calls: this.#recorder?.frames ?? [] })
  }
}
