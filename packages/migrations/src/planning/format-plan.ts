import type { Style } from '@scaffold-evm/common'
import { groupDigits, plural, shortenAddresses } from '../internal/text/figures.js'
import { formatEther } from '../internal/text/format-ether.js'
import { wrap } from '../internal/text/side-by-side.js'
import { formatRehearsal } from '../upgrade/format-rehearsal.js'
import { formatUpgradeReport } from '../upgrade/format-upgrade-report.js'
import type {
  MigrationPlan,
  PlanAction,
  PlanDifference,
  PlanEntry,
  PlannedStep,
  PlanSigner,
} from './migration-plan.js'

const width = 80
const column = 13

const marks: Readonly<Record<PlanAction, string>> = {
  create: '+',
  upgrade: '~',
  replace: '!',
  call: '>',
  drift: '?',
  same: '=',
}

/** How much of a plan is shown. */
export interface FormatPlanOptions {
  /** Whether contracts with nothing to do are listed, and not only counted. @default false */
  readonly all?: boolean
  /** False when planning ended with an error. @default true */
  readonly isComplete?: boolean
}

function paint(action: PlanAction, style: Style): (text: string) => string {
  const paints: Readonly<Record<PlanAction, (text: string) => string>> = {
    create: style.green,
    upgrade: style.yellow,
    replace: style.red,
    call: style.blue,
    drift: style.cyan,
    same: style.dim,
  }
  return paints[action]
}

/** Lines of the right column, beside what the entry is, so far indented. */
function beside(text: string, indent = 0): readonly string[] {
  const before = ' '.repeat(column + indent)
  return wrap(text, width - before.length).map((line) => before + line)
}

/** A plain contract by its constructor, everything else by its name and what it is. */
function createdText(subject: string, label: string): string {
  if (!/^[\w$]+\(/.test(label)) return `${subject}: ${label}`
  return label.startsWith(`${subject}(`) ? label : `${label} as ${subject}`
}

function headline({ action, subject, steps, why, address }: PlanEntry): string {
  const [first, ...others] = steps
  if (action === 'create' && first !== undefined) {
    return others.length > 0 ? subject : shortenAddresses(createdText(subject, first.label))
  }
  const what = shortenAddresses(subject)
  if (action === 'drift' || action === 'same') {
    return address === undefined ? what : `${what} at ${address}`
  }
  return why === '' ? what : `${what}: ${why}`
}

function costText({ gas, valueWei, from }: PlannedStep, gasPriceWei: bigint): string {
  const value = valueWei === 0n ? '' : `, sends ${formatEther(valueWei)} ETH`
  const cost = `${groupDigits(gas)} gas, ${formatEther(gas * gasPriceWei)} ETH`
  return `${cost}${value}, from ${shortenAddresses(from)}`
}

function stepLines(entry: PlanEntry, gasPriceWei: bigint): readonly string[] {
  const { steps } = entry
  const [only] = steps
  if (only !== undefined && steps.length === 1) return beside(costText(only, gasPriceWei))
  return steps.flatMap((step) => [
    ...beside(`${step.kind} ${shortenAddresses(step.label)}`),
    ...beside(costText(step, gasPriceWei), 2),
  ])
}

function placeLines({ action, from, to }: PlanEntry): readonly string[] {
  if (action === 'create') return to === undefined ? [] : beside(`at ${to}`)
  if (action !== 'upgrade' && action !== 'replace') return []
  if (from === undefined && to === undefined) return []
  return [
    ...(from === undefined ? [] : beside(`from ${from}`)),
    ...(to === undefined ? [] : beside(`to ${to}`)),
  ]
}

function safetyLines({ safety }: PlanEntry, style: Style): readonly string[] {
  if (safety === undefined) return []
  const grave = safety.findings.filter(({ severity }) => severity !== 'note').length
  const notes = safety.findings.length - grave
  if (safety.isSafe && grave === 0) {
    const allowed = notes === 0 ? '' : `, ${plural(notes, 'note')}`
    return beside(`storage and code: ${style.green('safe')}${allowed}`)
  }
  return ['', ...formatUpgradeReport(safety, style).split('\n'), '']
}

function rehearsalLines({ rehearsals }: PlanEntry, style: Style): readonly string[] {
  const indent = ' '.repeat(column)
  return rehearsals.flatMap((rehearsal) =>
    formatRehearsal(rehearsal, style)
      .split('\n')
      .flatMap((line) => folded(indent + line, indent)),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour sequence begins with
const colorSequence = /\x1b\[[0-9;]*m/g

/** A line that may be painted, broken where it says what became of something, or before its last word. */
function folded(line: string, indent: string): readonly string[] {
  if (line.replace(colorSequence, '').length <= width) return [line]
  const at = line.includes(' → ') ? line.indexOf(' → ') : line.lastIndexOf(' ')
  return [line.slice(0, at), `${indent}    ${line.slice(at).trimStart()}`]
}

const names: Readonly<Record<PlanDifference['what'], string>> = {
  code: 'code',
  implementation: 'implementation',
  'implementation-code': 'code of the implementation',
  admin: 'admin',
  beacon: 'beacon',
  facet: 'facet',
  owner: 'owner',
  'admin-owner': 'owner of the admin',
  arguments: 'constructor arguments',
  libraries: 'linked libraries',
}

function differenceLines({ differences }: PlanEntry): readonly string[] {
  return differences.flatMap(({ what, recorded, found }) => [
    ...beside(names[what]),
    ...beside(`recorded ${recorded}`, 2),
    ...beside(`found    ${found}`, 2),
  ])
}

function entryLines(entry: PlanEntry, plan: MigrationPlan, style: Style): readonly string[] {
  const { action, remedy } = entry
  const mark = `  ${marks[action]} ${action}`.padEnd(column)
  const [first = '', ...more] = beside(headline(entry))
  const lines = [
    paint(action, style)(mark) + first.slice(column),
    ...more,
    ...placeLines(entry),
    ...safetyLines(entry, style),
    ...rehearsalLines(entry, style),
    ...differenceLines(entry),
    ...stepLines(entry, plan.gasPriceWei),
    ...(remedy === undefined ? [] : beside(remedy)),
  ]
  return lines
}

function section(
  title: string,
  entries: readonly PlanEntry[],
  at: { readonly plan: MigrationPlan; readonly style: Style },
): readonly string[] {
  if (entries.length === 0) return []
  const lines = entries.flatMap((entry) => entryLines(entry, at.plan, at.style))
  return [[at.style.bold(title), ...lines].join('\n')]
}

function fileSections(plan: MigrationPlan, style: Style): readonly string[] {
  const applied = plan.entries.filter((it) => it.isApplied && it.action !== 'same')
  const files = [...new Set(applied.map(({ file }) => file))]
  return files.flatMap((name) =>
    section(
      name,
      applied.filter(({ file }) => file === name),
      { plan, style },
    ),
  )
}

function sameSection(plan: MigrationPlan, style: Style, all: boolean): readonly string[] {
  const same = plan.entries.filter(({ action }) => action === 'same')
  if (same.length === 0) return []
  if (all) return section('As it is', same, { plan, style })
  return [
    style.dim(
      `  = same     ${plural(same.length, 'contract')} (--all lists ${same.length === 1 ? 'it' : 'them'})`,
    ),
  ]
}

function summary({ entries }: MigrationPlan): string {
  const count = (action: PlanAction): number => entries.filter((it) => it.action === action).length
  const verbs = (['create', 'upgrade', 'replace'] as const).flatMap((action) =>
    count(action) === 0 ? [] : [`${count(action)} to ${action}`],
  )
  const calls = count('call') === 0 ? [] : [plural(count('call'), 'call')]
  const drift = count('drift') === 0 ? [] : [`${count('drift')} drifted`]
  return [...verbs, ...calls, ...drift].join(', ')
}

function signerLine(signer: PlanSigner, gasPriceWei: bigint, style: Style): readonly string[] {
  const { address, gas, costWei, balanceWei, isSufficient, isOwn } = signer
  if (!isOwn) {
    const text = `${address} is not one of our accounts: what it is to send is proposed to it, by scaffold migrate --propose <file>`
    return wrap(text, width).map((line) => style.yellow(line))
  }
  const price = `${groupDigits(gas)} gas at ${formatGwei(gasPriceWei)} gwei`
  const text = `${address} pays about ${formatEther(costWei)} ETH (${price}) and has ${formatEther(balanceWei)} ETH`
  const missing = isSufficient ? '' : `: ${formatEther(costWei - balanceWei)} ETH too little`
  return wrap(`${text}${missing}`, width).map((line) => (isSufficient ? line : style.red(line)))
}

function formatGwei(wei: bigint): string {
  const digits = String(wei).padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')
}

function target({ network, chainId, block }: MigrationPlan): string {
  return `${network} (chain ${chainId}), block ${block.number}`
}

/** A plan as text of 80 columns: what is done by migration, what only when asked for, drift, and what it costs. Ends without a line break. */
export function formatMigrationPlan(
  plan: MigrationPlan,
  style: Style,
  { all = false, isComplete = true }: FormatPlanOptions = {},
): string {
  const at = { plan, style }
  const warnings = plan.warnings.flatMap((text) => wrap(`warning: ${text}`, width, '  '))
  const told = warnings.length === 0 ? [] : [warnings.join('\n')]
  if (plan.status === 'up-to-date') {
    const title = style.green(`Nothing to do for ${target(plan)}`)
    const same = all ? ['', ...sameSection(plan, style, all)] : sameSection(plan, style, all)
    return [title, ...same, ...told].join('\n')
  }
  const asked = plan.entries.filter((it) => !it.isApplied && it.action !== 'drift')
  const drift = plan.entries.filter(({ action }) => action === 'drift')
  const costs = plan.signers.flatMap((signer) => signerLine(signer, plan.gasPriceWei, style))
  return [
    style.bold(`Plan for ${target(plan)}${isComplete ? '' : ', as far as it could be made'}`),
    ...fileSections(plan, style),
    ...section('Only when asked for', asked, at),
    ...section('Not as recorded', drift, at),
    ...sameSection(plan, style, all),
    ...told,
    [style.bold(summary(plan)), ...costs].join('\n'),
  ].join('\n\n')
}
