import { parseUnsafeAllow } from '../../upgrade/parse-unsafe-allow.js'
import { storageCodes } from '../../upgrade/upgrade-codes.js'
import type {
  UpgradeFinding,
  UpgradeOptions,
  UpgradeReport,
  UpgradeSeverity,
} from '../../upgrade/upgrade-report.js'

/** What a report is about. */
export interface ReportSubject {
  readonly contract: string
  readonly replaces?: string
  readonly options: UpgradeOptions
}

const order: readonly UpgradeSeverity[] = ['error', 'warning', 'note']

/**
 * Sorts findings by severity; what is allowed becomes a note.
 *
 * @throws `UPGRADE_CODE_UNKNOWN`
 */
export function createReport(
  found: readonly UpgradeFinding[],
  { contract, replaces, options }: ReportSubject,
): UpgradeReport {
  const allowed = allowedCodes(options)
  const told = found.map((finding) => (allowed.has(finding.code) ? allow(finding) : finding))
  const findings = order.flatMap((severity) => told.filter((each) => each.severity === severity))
  const isSafe = findings.every(({ severity }) => severity !== 'error')
  return { contract, replaces, isSafe, findings }
}

function allow(finding: UpgradeFinding): UpgradeFinding {
  if (finding.severity === 'note') return finding
  return {
    ...finding,
    severity: 'note',
    message: `${finding.message} (allowed)`,
    hint: undefined,
  }
}

function allowedCodes({ unsafeAllow = [] }: UpgradeOptions): ReadonlySet<string> {
  const codes = parseUnsafeAllow(unsafeAllow)
  return new Set([...codes, ...(codes.includes('storage') ? storageCodes : [])])
}
