import type { Connection, Project } from '@scaffold-evm/project'
import type { MigrationReport } from '../run/report.js'
import type { RunMigrationsOptions } from '../run/run-migrations.js'
import type { Proposal } from './proposal.js'

/** What is run and what is only proposed. */
export interface ProposeOptions extends Omit<RunMigrationsOptions, 'dryRun'> {
  /**
   * `foreign`: what we can sign is sent, up to the first step of an account that is not ours; its next steps are
   * proposed. `all`: nothing is sent, everything is proposed.
   * @default 'foreign'
   */
  readonly scope?: 'foreign' | 'all'
}

/** What was done, and what others are to do. */
export interface ProposeResult {
  readonly report: MigrationReport
  /** In their order; empty when nothing is left to propose. */
  readonly proposals: readonly Proposal[]
}

/**
 * Migrates as far as our own accounts go, and gives what comes next as transactions for others to sign, such as a
 * Safe. It is found out on a copy of the network, so that it is what would be sent. What is proposed is recorded; later
 * runs look for it on the chain and go on after it.
 *
 * @throws as `runMigrations`; `MIGRATION_PROPOSAL_DEPLOYMENT`.
 *
 * @example
 * const { proposals } = await proposeMigrations(project, connection)
 * for (const proposal of proposals) console.log(proposal.from, proposal.transactions.length)
 */
export async function proposeMigrations(
  project: Project,
  connection: Connection,
  options: ProposeOptions = {},
): Promise<ProposeResult> {
  const { propose } = await import('../internal/proposals/propose.js')
  const { keepingBuilds } = await import('../internal/builds/keeping-builds.js')
  return connection.deployments.lock(() =>
    keepingBuilds(project, connection, () => propose({ project, connection, options })),
  )
}
