import type { Reporter } from '@scaffold-evm/common'
import type { Devchain, Project } from '@scaffold-evm/project'

/** A chain whose contracts are measured. */
export interface CoverageSubject {
  readonly networkName: string
  readonly devchain: Devchain | undefined
  readonly output: Reporter
}

/** A measurement that is under way. */
export interface CoverageRun {
  /** Ends it, prints and writes what ran. Tells whether it is as much as the config demands. */
  finish(): Promise<boolean>
}

/**
 * Measures what of a project's contracts runs on a chain that another runner tests. The code there has to be as the
 * project compiles it for debugging.
 *
 * @throws `TEST_COVERAGE_NETWORK` on a chain that is not in this process
 */
export async function startCoverage(
  project: Project,
  subject: CoverageSubject,
): Promise<CoverageRun> {
  const { CoverageMeter } = await import('./internal/coverage/coverage-meter.js')
  const meter = await CoverageMeter.start(project, subject)
  return {
    async finish() {
      const { reportCoverage } = await import('./internal/coverage/report-coverage.js')
      return reportCoverage(await meter.finish(), project, subject.output)
    },
  }
}
