import type { Connection, DeployedContract } from '@scaffold-evm/project'
import type { MigrationFileReport, MigrationReport } from '../../run/report.js'
import type { Journal } from '../journal/journal.js'

function statusOf(files: readonly MigrationFileReport[]): MigrationReport['status'] {
  if (files.some((file) => file.status === 'failed')) return 'failed'
  return files.some((file) => file.status === 'migrated') ? 'migrated' : 'up-to-date'
}

function hasSalt({ origin }: DeployedContract): boolean {
  return origin?.by === 'create2' || origin?.by === 'create3'
}

/** The report of a run. */
export function sumUp(run: {
  readonly connection: Connection
  readonly journal: Journal
  readonly files: readonly MigrationFileReport[]
  readonly warnings: readonly string[]
  readonly isDryRun: boolean
}): MigrationReport {
  const { connection, journal, files, warnings, isDryRun } = run
  const done = files.flatMap((file) => file.steps).filter((step) => step.status === 'done')
  const contracts = Object.entries(journal.record.contracts)
  return {
    network: connection.networkName,
    chainId: connection.chainId,
    isDryRun,
    status: statusOf(files),
    files,
    totals: {
      deployments: done.filter((step) => step.kind === 'deploy').length,
      calls: done.filter((step) => step.kind === 'call').length,
      gasUsed: done.reduce((sum, step) => sum + step.gasUsed, 0n),
      costWei: done.reduce((sum, step) => sum + step.gasUsed * step.gasPriceWei, 0n),
    },
    contracts: Object.fromEntries(contracts.map(([name, { address }]) => [name, address])),
    deterministic: contracts.filter(([, it]) => hasSalt(it)).map(([name]) => name),
    recordPath: isDryRun ? undefined : journal.path,
    warnings,
  }
}
