import { formatTable, type ScaffoldError, type Style } from '@scaffold-evm/common'
import type { VerifiedMatch } from '@scaffold-evm/project'

/** What one service said of one contract. */
export interface VerificationResult {
  readonly name: string
  readonly address: string
  /** Fully qualified. */
  readonly contract: string
  /** Undefined when it did not come to asking one. */
  readonly verifier: string | undefined
  readonly status: 'verified' | 'already-verified' | 'failed'
  /** How the published source fits the chain; undefined when it failed. */
  readonly match: VerifiedMatch | undefined
  /** Where people can look at it, if the service has such a place. */
  readonly url: string | undefined
  readonly error: ScaffoldError | undefined
}

/** What came of a verification. */
export interface VerificationReport {
  readonly network: string
  readonly chainId: bigint
  readonly results: readonly VerificationResult[]
  /** In sentences: what did not work and does not matter for the verdict. */
  readonly notes: readonly string[]
  /** Whether every contract is verified on every service. */
  readonly succeeded: boolean
}

/** The report as text, without its errors. */
export function formatVerificationReport(report: VerificationReport, style: Style): string {
  const { network, chainId, results, notes } = report
  const rows = results.map((result) => [
    result.name,
    result.address,
    result.verifier ?? '',
    describe(result, style),
  ])
  const columns = ['contract', 'address', 'service', 'state'].map((title) => ({ title }))
  const links = results.flatMap(({ name, url }) => (url === undefined ? [] : [`${name}: ${url}`]))
  return [
    `${style.bold(network)} (chain ${chainId})`,
    '',
    formatTable(columns, rows),
    ...(links.length === 0 ? [] : ['', ...links]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n')
}

function describe({ status, match, error }: VerificationResult, style: Style): string {
  if (status === 'failed') return style.red(`failed: ${error?.code ?? ''}`)
  const how = match === 'partial' ? ', but for comments and names' : ''
  return style.green(`${status === 'verified' ? 'verified' : 'verified already'}${how}`)
}

/** The report as plain data for JSON. */
export function verificationReportToJson(report: VerificationReport): Record<string, unknown> {
  const results = report.results.map(({ error, ...result }) => ({
    ...result,
    ...(error === undefined
      ? {}
      : {
          error: {
            code: error.code,
            message: error.shortMessage,
            details: error.details,
            hint: error.hint,
          },
        }),
  }))
  return { ...report, chainId: String(report.chainId), results }
}
