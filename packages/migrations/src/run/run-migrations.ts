import type { Hex, Reporter } from '@scaffold-evm/common'
import type { Connection, Project } from '@scaffold-evm/project'
import type { PlanToApply } from '../planning/plan-file.js'
import type { MigrationReport } from './report.js'

/** What of the migrations is run, and how. */
export interface RunMigrationsOptions {
  /** Forgets what is recorded of the chosen files and runs them again. @default false */
  readonly reset?: boolean
  /** Only files from this number on. */
  readonly from?: number
  /** Only files up to this number, it included. */
  readonly to?: number
  /** Only these files, by name or number, in the order of their numbers. */
  readonly only?: readonly string[]
  /**
   * Recorded names of contracts that are deployed anew in their place. What was done with the old ones is done again
   * with the new ones: contracts that got their address are replaced in turn, calls are sent again.
   */
  readonly replace?: readonly string[]
  /** Recorded names of contracts whose owners and admins are recorded as they are now: somebody else changed them. */
  readonly accept?: readonly string[]
  /** Does exactly what a plan says, or nothing. With it `from`, `to` and `replace` are the plan's. */
  readonly plan?: PlanToApply
  /** Transactions in which proposals were executed, where that is not found by itself. */
  readonly executed?: readonly Hex[]
  /** Runs on a copy: a fork of an http network, a snapshot of an in-process one. Leaves no trace. @default false */
  readonly dryRun?: boolean
  /** @default one that drops everything */
  readonly reporter?: Reporter
  /** Takes what was done when a migration fails, before its error is thrown. */
  readonly onFailed?: (report: MigrationReport) => void
  /** Stops before the next transaction; what was sent stays recorded. */
  readonly signal?: AbortSignal
}

/**
 * Runs the migrations of a project that are not done yet on the network of `connection`, in the order
 * of their numbers. Each transaction is recorded before and after it is sent, so that a run that fails,
 * is stopped or killed goes on where it was the next time, and a second run does nothing.
 *
 * @throws `PLAN_STALE` before anything is sent when a plan does not fit any more, `PLAN_STEP_CHANGED` before a step that
 * is not as planned; `LOCK_HELD` at once when another process migrates this network; `MIGRATION_…` as named in
 * errors/; what the project's packages throw for wrong artifacts, arguments and libraries.
 *
 * @example
 * const connection = await project.connect('sepolia')
 * const report = await runMigrations(project, connection, { dryRun: true })
 * console.log(formatMigrationReport(report, createStyle(true)))
 */
export async function runMigrations(
  project: Project,
  connection: Connection,
  options: RunMigrationsOptions = {},
): Promise<MigrationReport> {
  if (options.dryRun === true) {
    const { dryRun } = await import('../internal/run/dry-run.js')
    return dryRun({ project, connection, options })
  }
  const { plan } = options
  const store = connection.deployments
  const run = { project, connection, store, options, isDryRun: false }
  const { keepingBuilds } = await import('../internal/builds/keeping-builds.js')
  const { withMigrationLocks } = await import('../internal/journal/migration-locks.js')
  return withMigrationLocks(project, connection, () =>
    keepingBuilds(project, connection, async () => {
      if (plan !== undefined) {
        const { applyPlan } = await import('../internal/plan/apply-plan.js')
        return applyPlan(run, plan)
      }
      const { runFiles } = await import('../internal/run/run.js')
      return runFiles(run)
    }),
  )
}
