import { relative, resolve } from 'node:path'
import { formatTable } from '@scaffold-evm/common'
import type { ImportReport } from '@scaffold-evm/migrations/deployments'
import type { DeploymentsOptions } from '../../definitions/deployments.js'
import type { CommandContext } from '../command.js'
import { compileIfAsked } from '../compile-project.js'
import { countOf, printJson } from '../print.js'
import { withReadingConnection } from '../with-connection.js'

/** `scaffold deployments import`. */
export async function importForeign(
  context: CommandContext,
  path: string | undefined,
  options: DeploymentsOptions,
): Promise<void> {
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { importDeployments } = await import('@scaffold-evm/migrations/deployments')
  await withReadingConnection(project, options.network, async (connection) => {
    const { completed, force: replace, dryRun, json } = options
    const from = path === undefined ? undefined : resolve(context.cwd, path)
    const choice = { from, completed, replace, dryRun }
    const report = await importDeployments(project, connection, choice)
    if (json) printJson(context.reporter, report)
    else printImport(context, report)
  })
}

function printImport({ reporter, cwd }: CommandContext, report: ImportReport): void {
  const { network, chainId, sources, contracts, migrations, notes, recordPath } = report
  const from = sources.map(({ tool, path }) => `${tool} (${relative(cwd, path) || '.'})`).join(', ')
  reporter.line(`${reporter.style.bold(network)} (chain ${chainId}), from ${from}`)
  const columns = ['name', 'address', 'contract', ''].map((title) => ({ title }))
  const rows = contracts.map(({ name, address, contract, status }) => [
    name,
    address,
    contract,
    status === 'known' ? 'recorded already' : 'imported',
  ])
  reporter.line(`\n${formatTable(columns, rows)}\n`)
  if (migrations.length > 0) {
    reporter.line(`${countOf(migrations.length, 'migration')} done: ${migrations.join(', ')}`)
  }
  for (const note of notes) reporter.warn(note)
  reporter.line(
    recordPath === undefined ? 'Nothing was written' : `Recorded in ${relative(cwd, recordPath)}`,
  )
}
