import { internalCalls } from './internal/internal-calls.js'
import type { Moment } from './moment.js'

/** A function that runs within a frame of the EVM. */
export interface FunctionFrame {
  /** AST id of its definition. Undefined for what no jump enters: constructors, fallback and receive functions, the choice of the function. */
  readonly functionId: number | undefined
  /** Its first step; undefined for what no jump enters. */
  readonly entryStep: number | undefined
  /** Where it is: the step of the moment in the innermost, that of the JUMP into the next one in all others. */
  readonly at: number
}

/** The functions that run at a moment, the innermost first; those that the compiler added are left out. */
export function functionFramesAt(moment: Moment): readonly FunctionFrame[] {
  const { recording, frame, contract, step } = moment
  const kind = recording.frames[frame]?.kind
  const isCreation = kind === 'CREATE' || kind === 'CREATE2'
  const code = isCreation ? contract.creation : contract.runtime
  const calls = internalCalls({ recording, frame, code, sources: contract.sources }, step)
  const frames: FunctionFrame[] = []
  let at = step
  for (const { functionId, jumpStep } of calls.toReversed()) {
    if (functionId !== undefined) frames.push({ functionId, entryStep: jumpStep + 1, at })
    at = jumpStep
  }
  return [...frames, { functionId: undefined, entryStep: undefined, at }]
}
