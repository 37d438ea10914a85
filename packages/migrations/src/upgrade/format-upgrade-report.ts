import type { Style } from '@scaffold-evm/common'
import { slotText } from '../internal/layout/type-names.js'
import { sideBySide, wrap } from '../internal/text/side-by-side.js'
import type { StoragePlace, UpgradeFinding, UpgradeReport } from './upgrade-report.js'

const width = 80
const indent = '  '

/**
 * A report as text of at most 80 columns, as far as names allow: errors with both places side by side and what to
 * do, then warnings, then why the rest is fine. Ends without a line break.
 */
export function formatUpgradeReport(report: UpgradeReport, style: Style): string {
  const { contract, replaces, findings, isSafe } = report
  const subject = replaces === undefined ? contract : `${contract}, after ${replaces}`
  const title = wrap(subject, width).map((line) => style.bold(line))
  const sections = findings.map((finding) => findingLines(finding, style).join('\n'))
  const grave = sections.filter((_, index) => findings[index]?.severity !== 'note')
  const notes = sections.filter((_, index) => findings[index]?.severity === 'note')
  const summary = summaryOf(report)
  const parts = [...grave, ...(notes.length === 0 ? [] : [notes.join('\n')])]
  return [title.join('\n'), ...parts, isSafe ? style.green(summary) : style.red(summary)].join(
    '\n\n',
  )
}

/** A report as JSON values; what is not known is null. */
export function upgradeReportToJson(report: UpgradeReport): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(report, (_, value: unknown) => (value === undefined ? null : value))
  return JSON.parse(text)
}

function findingLines(finding: UpgradeFinding, style: Style): readonly string[] {
  const { severity, code, message, source } = finding
  const isBrief = severity === 'note'
  const colour = { error: style.red, warning: style.yellow, note: style.dim }[severity]
  const place = source === undefined ? '' : ` (${source})`
  const [first = '', ...more] = wrap(`${severity} ${code}: ${message}${place}`, width, indent)
  const head = first.replace(`${severity} ${code}`, colour(`${severity} ${code}`))
  return [head, ...more, ...(isBrief ? [] : details(finding))]
}

function details({ old, new: now, others, hint }: UpgradeFinding): readonly string[] {
  const places =
    old === undefined && now === undefined
      ? []
      : sideBySide(['old', ...placeCells(old)], ['new', ...placeCells(now)], width - indent.length)
  const moved = others.length === 0 ? [] : wrap(`As much: ${others.join(', ')}`, width - 2)
  const advice = hint === undefined ? [] : wrap(hint, width - 2)
  return [...places, ...moved, ...advice].map((line) => `${indent}${line}`)
}

function placeCells(place: StoragePlace | undefined): readonly string[] {
  if (place === undefined) return ['nothing']
  const { region, type, label, source } = place
  const where = region === '' ? '' : ` of ${region}`
  return [
    `${bytesText(place)}${where}`,
    `${type} ${label}`,
    ...(source === undefined ? [] : [source]),
  ]
}

/** `slot 3`, `slots 4 to 7`, `slot 0, bytes 16 to 23`. */
function bytesText({ slot, offset, bytes }: StoragePlace): string {
  const size = Number(bytes)
  const first = shorten(slot)
  if (size > 32)
    return `slots ${first} to ${shorten(slotText(BigInt(slot) + (BigInt(bytes) - 1n) / 32n))}`
  if (size === 32) return `slot ${first}`
  const last = offset + size - 1
  return `slot ${first}, ${last === offset ? `byte ${offset}` : `bytes ${offset} to ${last}`}`
}

/** Slots that are hashes take half a line. */
function shorten(slot: string): string {
  return slot.length > 20 ? `${slot.slice(0, 10)}…${slot.slice(-6)}` : slot
}

function summaryOf({ findings, isSafe }: UpgradeReport): string {
  const count = (severity: UpgradeFinding['severity']) => {
    const found = findings.filter((finding) => finding.severity === severity).length
    return found === 0 ? [] : [`${found} ${severity}${found === 1 ? '' : 's'}`]
  }
  const counts = [...count('error'), ...count('warning'), ...count('note')]
  return [isSafe ? 'Safe' : 'Not safe', ...(counts.length === 0 ? [] : [counts.join(', ')])].join(
    ': ',
  )
}
