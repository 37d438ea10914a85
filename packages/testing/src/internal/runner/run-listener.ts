import type { TestReport } from '../../test-report.js'
import type { RunEvent } from './events.js'

/** Follows a run: events come file by file, in the order of the files. */
export interface RunListener {
  event(event: RunEvent): void
  end(report: TestReport): void | Promise<void>
}
