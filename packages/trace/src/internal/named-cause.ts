import type { FailureCause } from '../failure.js'
import type { Subject } from './definitions.js'

/** What made a frame fail, and one sentence about it. */
export interface NamedCause {
  readonly cause: FailureCause
  readonly message: string
  /** The function that was to be called, when none of its statements was reached. */
  readonly subject?: Subject
}
