import type { JournalReport } from '@scaffold-evm/migrations/deployments'
import { listDeployments } from '@scaffold-evm/project'
import type { DeploymentsOptions } from '../../definitions/deployments.js'
import type { CommandContext } from '../command.js'
import { countOf, printJson } from '../print.js'
import { withConnection } from '../with-connection.js'
import { oneNetwork } from './one-network.js'

/** `scaffold deployments verify`: 1 when something in a record is wrong. */
export async function verifyRecorded(
  { reporter, loadProject }: CommandContext,
  _path: string | undefined,
  options: DeploymentsOptions,
): Promise<number> {
  const project = await loadProject()
  const network = oneNetwork(options)
  const stores =
    network === undefined ? await listDeployments(project) : [project.deployments(network)]
  const { verifyJournal } = await import('@scaffold-evm/migrations/deployments')
  const reports: JournalReport[] = []
  for (const store of stores) {
    const record = await store.read()
    if (record === undefined) continue
    const { duplicates } = options
    reports.push(
      await withConnection(project, store.network, ({ provider }) =>
        verifyJournal(record, provider, { duplicates }),
      ),
    )
  }
  if (options.json) printJson(reporter, reports)
  else for (const report of reports) reporter.line(formatReport(report))
  if (reports.length === 0 && !options.json) reporter.line('Nothing is recorded')
  return reports.some(({ problems }) => problems.length > 0) ? 1 : 0
}

function formatReport({ network, problems, checked }: JournalReport): string {
  const what = `${countOf(checked.steps, 'transaction')} and ${countOf(checked.contracts, 'contract')}`
  if (problems.length === 0) return `${network}: ${what} are on the chain as recorded`
  const lines = problems.map(({ code, subject, text }) => `  ${subject}: ${text} (${code})`)
  return [`${network}: ${countOf(problems.length, 'problem')} in ${what}`, ...lines].join('\n')
}
