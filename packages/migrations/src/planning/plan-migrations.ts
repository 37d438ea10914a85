import type { Reporter } from '@scaffold-evm/common'
import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import { makePlan } from '../internal/plan/make-plan.js'
import type { MigrationPlan, PlanChoice } from './migration-plan.js'

/** What is planned, and how. */
export interface PlanOptions extends PlanChoice {
  /** @default one that drops everything */
  readonly reporter?: Reporter
  readonly signal?: AbortSignal
  /** Takes what the record would be, for graphs. */
  readonly onRecord?: (record: DeploymentRecord) => void
  /** Takes what was found when a migration fails, before its error is thrown. */
  readonly onFailed?: (plan: MigrationPlan) => void
}

/**
 * Says what `runMigrations` would do on the network of `connection`: runs the migrations on a copy of it, and
 * compares what is recorded with the chain. Sends and records nothing.
 *
 * Cost: that of a dry run, and about eight requests per recorded contract.
 *
 * @throws as `runMigrations` with `dryRun`.
 *
 * @example
 * const plan = await planMigrations(project, connection)
 * console.log(formatMigrationPlan(plan, createStyle(false)))
 */
export function planMigrations(
  project: Project,
  connection: Connection,
  options: PlanOptions = {},
): Promise<MigrationPlan> {
  return makePlan(project, connection, options)
}
