import { type Column, formatTable, type Style } from '@scaffold-evm/common'
import { groupDigits, plural, shortenAddresses } from '../internal/text/figures.js'
import { formatEther } from '../internal/text/format-ether.js'
import { formatRehearsal } from '../upgrade/format-rehearsal.js'
import type { MigrationFileReport, MigrationReport, StepReport } from './report.js'

const columns: readonly Column[] = [
  { title: 'step' },
  { title: 'address' },
  { title: 'gas', align: 'right' },
  { title: 'cost, ETH', align: 'right' },
]

function stepRow(step: StepReport, style: Style): readonly string[] {
  const call = step.kind === 'call' ? 'call' : 'deploy'
  const named = step.name !== undefined && !step.label.startsWith(`${step.name}(`)
  const what = `${call} ${shortenAddresses(step.label)}${named ? ` as ${step.name}` : ''}`
  const address = step.address ?? ''
  if (step.status === 'kept') return [style.dim(what), style.dim(address), style.dim('kept'), '']
  if (step.status === 'proposed') return [what, address, style.yellow('proposed'), '']
  return [what, address, groupDigits(step.gasUsed), formatEther(step.gasUsed * step.gasPriceWei)]
}

/** What an upgrade changed, in full, and on a dry run what it did to the values of the proxy. */
function upgradeLines(
  step: StepReport,
  contracts: MigrationReport['contracts'],
  style: Style,
): readonly string[] {
  const { change, kind, status, rehearsals = [] } = step
  if (change?.action !== 'upgrade' || kind !== 'call' || status === 'kept') return []
  const { subject, from, to = '' } = change
  const what = from === undefined ? to : `implementation ${from} → ${to}`
  const head = `${style.yellow('~')} upgrade ${subject} ${contracts[subject] ?? ''} ${what}`
  const shown = rehearsals.flatMap((rehearsal) => formatRehearsal(rehearsal, style).split('\n'))
  return [`  ${head}`, ...shown.map((line) => `    ${line}`)]
}

function markOf({ status }: MigrationFileReport, style: Style): string {
  if (status === 'proposed') return ` ${style.yellow('goes on when others have signed')}`
  return status === 'failed' ? ` ${style.red('failed')}` : ''
}

function fileSection(
  file: MigrationFileReport,
  contracts: MigrationReport['contracts'],
  style: Style,
): string {
  const rows = file.steps.map((step) => stepRow(step, style))
  for (const { name, contract, address, origin } of file.recorded) {
    const short = contract.slice(contract.lastIndexOf(':') + 1)
    const isAdopted = origin !== undefined && 'isAdopted' in origin
    const what = `${isAdopted ? 'adopt' : 'record'} ${name}${short === name ? '' : ` (${short})`}`
    rows.push([what, address, '', ''])
  }
  const title = `${style.bold(file.name)}${markOf(file, style)}`
  if (rows.length === 0) return `${title}\n  nothing sent`
  const table = formatTable(columns, rows)
  const [head = '', ...body] = table.split('\n')
  const upgrades = file.steps.flatMap((step) => upgradeLines(step, contracts, style))
  return [title, `  ${style.dim(head)}`, ...body.map((line) => `  ${line}`), ...upgrades].join('\n')
}

function summary(report: MigrationReport): string {
  const { deployments, calls, gasUsed, costWei } = report.totals
  const what = [plural(deployments, 'deployment'), plural(calls, 'call')].join(', ')
  return `${what}, ${groupDigits(gasUsed)} gas, ${formatEther(costWei)} ETH`
}

function target(report: MigrationReport): string {
  return `${report.network} (chain ${report.chainId})`
}

function title(report: MigrationReport): string {
  const isFailed = report.status === 'failed'
  if (report.isDryRun) return `Dry run on a copy of ${target(report)}${isFailed ? ', failed' : ''}`
  const isPart = isFailed || report.status === 'proposed'
  return `${isPart ? 'Partly migrated' : 'Migrated'} ${target(report)}`
}

/** A run as text: each file with its transactions, addresses, gas and cost, then the totals. Ends without a line break. */
export function formatMigrationReport(report: MigrationReport, style: Style): string {
  const skipped = report.files.filter((file) => file.status === 'skipped').length
  if (report.files.length === 0) return `No migrations for ${target(report)}`
  if (report.status === 'up-to-date') {
    return `${target(report)} is up to date: ${plural(skipped, 'migration')} done`
  }
  const sections = report.files
    .filter((file) => file.status !== 'skipped')
    .map((file) => fileSection(file, report.contracts, style))
  const tail = [
    report.status === 'failed' ? summary(report) : style.green(summary(report)),
    ...(skipped === 0 ? [] : [`${plural(skipped, 'migration')} done before`]),
    ...(report.isDryRun ? ['Nothing was sent or recorded'] : []),
    ...(report.recordPath === undefined ? [] : [`Recorded in ${report.recordPath}`]),
  ]
  return [style.bold(title(report)), ...sections, tail.join('\n')].join('\n\n')
}

/** A run as JSON values: quantities as decimal strings, what is not known as null. */
export function migrationReportToJson(report: MigrationReport): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(report, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value === undefined ? null : value,
  )
  return JSON.parse(text)
}
