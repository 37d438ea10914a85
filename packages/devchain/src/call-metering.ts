import type { RecordedFrame } from './recording.js'

/** A call or create, and the gas that it took. */
export type MeteredCall = Pick<
  RecordedFrame,
  | 'kind'
  | 'depth'
  | 'parent'
  | 'to'
  | 'codeAddress'
  | 'code'
  | 'input'
  | 'isPrecompile'
  | 'gasUsed'
  | 'returnData'
  | 'haltReason'
>

/** A transaction, or a call that leaves no trace on the chain, with all calls in it. */
export interface MeteredExecution {
  readonly isTransaction: boolean
  /** What its sender paid for or, of a call, would have: with what it costs before it runs, refunds taken off. */
  readonly gasUsed: bigint
  /** In the order in which they began; the first is the outermost. */
  readonly calls: readonly MeteredCall[]
}

/** Told of an execution when it is over. May not ask the chain anything before it returns. */
export type MeteringListener = (execution: MeteredExecution) => void
