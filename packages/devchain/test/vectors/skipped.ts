import type { EngineName } from '../engines.js'

/** Official tests that are not run, or not on one engine, and why. */
export interface Skipped {
  /** Of ids: file, name, fork and index of a case. */
  readonly pattern: RegExp
  /** @default both */
  readonly engine?: EngineName
  readonly reason: string
}

export const skipped: readonly Skipped[] = [
  {
    pattern: /^VMTests\/vmPerformance\/loopMul /,
    engine: 'reference',
    reason: 'some 10^8 instructions: minutes each, an hour for all forks',
  },
]

/** Why a case is not run on `engine`; undefined when it is. */
export function skipReason(id: string, engine: EngineName): string | undefined {
  return skipped.find((entry) => (entry.engine ?? engine) === engine && entry.pattern.test(id))
    ?.reason
}
