import type { TestReport } from '../../test-report.js'
import type { RunEvent } from './events.js'

/** Follows a run: events come file by file, in the order of the files. */
export interface RunListener {
  /** Whether it prints failures as they come, so that events wait from one until what the contracts did is known. @default false */
  readonly printsFailuresAtOnce?: boolean
  event(event: RunEvent): void
  end(report: TestReport): void | Promise<void>
}
