import { relative } from 'node:path'
import { formatTable, type Style } from '@scaffold-evm/common'
import type { MigrationFileReport, MigrationReport, StepReport } from '@scaffold-evm/migrations'
import { formatEther } from '@scaffold-evm/project/ethers'
import { countOf } from './print.js'

/** How a report is written. */
export interface MigrationReportOptions {
  readonly style: Style
  /** Paths are shown relative to it. */
  readonly cwd: string
}

/** What a migration run did, for people: each transaction with address, gas and cost, and the sums. */
export function formatMigrationReport(
  report: MigrationReport,
  options: MigrationReportOptions,
): string {
  const { style } = options
  const where = `${report.network} (chain id ${report.chainId})`
  if (report.status === 'up-to-date') return `Nothing to migrate: ${where} is up to date`
  const title = report.isDryRun ? `Dry run on a copy of ${where}` : `Migrated ${where}`
  const files = report.files
    .filter(({ status }) => status === 'migrated')
    .map((file) => formatFile(file, style))
  return [style.bold(title), ...files, formatTotals(report, options)].join('\n\n')
}

function formatFile({ name, steps, recorded }: MigrationFileReport, style: Style): string {
  const rows = [
    ...steps.map((step) => stepRow(step, style)),
    ...recorded.map((made) => [`  ${made.name}`, made.address, '', '']),
  ]
  const columns = [
    { title: style.cyan(name) },
    { title: '' },
    { title: 'gas', align: 'right' },
    { title: 'ether', align: 'right' },
  ] as const
  return rows.length === 0 ? `${style.cyan(name)}\n  nothing sent` : formatTable(columns, rows)
}

function stepRow(step: StepReport, style: Style): string[] {
  const where = step.address ?? step.transactionHash ?? ''
  if (step.status === 'kept') return [`  ${step.label}`, where, style.dim('done before'), '']
  const { gasUsed, gasPriceWei } = step
  return [`  ${step.label}`, where, formatGas(gasUsed), formatEther(gasUsed * gasPriceWei)]
}

function formatTotals(
  { totals, recordPath }: MigrationReport,
  options: MigrationReportOptions,
): string {
  const { deployments, calls, gasUsed, costWei } = totals
  const sums = [
    countOf(deployments, 'deployment'),
    countOf(calls, 'call'),
    `${formatGas(gasUsed)} gas`,
    `${formatEther(costWei)} ether`,
  ].join(', ')
  if (recordPath === undefined) return sums
  return `${sums}\nRecorded in ${relative(options.cwd, recordPath)}`
}

function formatGas(gas: bigint): string {
  return gas.toLocaleString('en-US')
}
