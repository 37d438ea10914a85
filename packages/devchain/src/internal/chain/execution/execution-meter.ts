import type { EngineMessage, EngineResult } from './engine.js'
import type { Execution, ExecutionOutcome } from './execution.js'
import type { Executor } from './executor.js'

/** What an execution is: a transaction, or a call that leaves no trace on the chain. */
export type ExecutionKind = 'transaction' | 'call'

/** Watches executions. */
export interface ExecutionMeter {
  /** Who watches the next one; undefined is nobody. */
  begin(kind: ExecutionKind): MeteredRun | undefined
}

/** Watches one execution. */
export interface MeteredRun {
  /** Runs its message. */
  run(executor: Executor, message: EngineMessage): Promise<EngineResult>
  /** Is told what came of it. */
  end(executor: Executor, execution: Execution, outcome: ExecutionOutcome): void
}
