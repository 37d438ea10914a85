import type { CallTracer } from '@scaffold-evm/trace'
import type { Connection } from './connection.js'
import { loadBuild } from './failure-explainer.js'
import type { Project } from './project.js'

/**
 * What tells in words what transactions and calls on a network did, by the project's compiled contracts. Accounts of the connection
 * and contracts that were deployed there go by their names.
 *
 * Cost: reads all artifacts.
 */
export async function createCallTracer(
  project: Project,
  connection: Connection,
): Promise<CallTracer> {
  const { AbiIndex, Build, CallTracer } = await import('@scaffold-evm/trace')
  const { loadConsoleDecoder, loadKeccak256 } = await import('@scaffold-evm/devchain')
  const [source, names, keccak256, consoleLine] = await Promise.all([
    loadBuild(project),
    namesOn(connection),
    loadKeccak256(),
    loadConsoleDecoder(),
  ])
  const abi = new AbiIndex(source.artifacts, keccak256)
  return new CallTracer({ deployed: new Build(source), abi, names, consoleLine })
}

async function namesOn(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const accounts = await connection.accounts()
  const record = await connection.deployments.read()
  const contracts = Object.entries(record?.contracts ?? {})
  return new Map([
    ...accounts.map((address, index) => [address.toLowerCase(), `accounts[${index}]`] as const),
    ...contracts.map(([name, { address }]) => [address.toLowerCase(), name] as const),
  ])
}
