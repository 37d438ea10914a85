import { formatTable } from '@scaffold-evm/common'
import { listDeployments } from '@scaffold-evm/project'
import type { DeploymentsOptions } from '../../definitions/deployments.js'
import type { CommandContext } from '../command.js'
import { printJson } from '../print.js'
import { oneNetwork } from './one-network.js'

/** `scaffold deployments list`. */
export async function listRecorded(
  { reporter, loadProject }: CommandContext,
  _path: string | undefined,
  options: DeploymentsOptions,
): Promise<void> {
  const project = await loadProject()
  const network = oneNetwork(options)
  const stores =
    network === undefined ? await listDeployments(project) : [project.deployments(network)]
  const records = await Promise.all(stores.map((store) => store.read()))
  const found = records.flatMap((record) => record ?? [])
  const entries = found.flatMap((record) =>
    Object.entries(record.contracts).map(([name, { address, contract, proxy, migration }]) => ({
      ...{ network: record.network, chainId: record.chainId, name, address, contract, migration },
      ...(proxy === undefined ? {} : { implementation: proxy.implementation }),
    })),
  )
  if (options.json) return printJson(reporter, entries)
  if (entries.length === 0) return reporter.line('Nothing is recorded')
  const columns = ['network', 'name', 'address', 'contract'].map((title) => ({ title }))
  const rows = entries.map(({ network: on, name, address, contract }) => [
    on,
    name,
    address,
    contract,
  ])
  reporter.line(formatTable(columns, rows))
}
