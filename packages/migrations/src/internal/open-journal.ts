import type { Hex } from '@scaffold-evm/common'
import {
  type Connection,
  type DeploymentRecord,
  type DeploymentStore,
  isDevelopmentChain,
} from '@scaffold-evm/project'
import { migrationChainChangedError } from '../errors.js'
import { ChainReader } from './chain-reader.js'
import { Journal } from './journal.js'

/** A journal, and what had to be said while opening it. */
export interface OpenedJournal {
  readonly journal: Journal
  readonly notes: readonly string[]
}

function emptyRecord(connection: Connection, genesisHash: Hex): DeploymentRecord {
  return {
    format: 'scaffold-deployments-1',
    network: connection.networkName,
    chainId: String(connection.chainId),
    genesisHash,
    contracts: {},
    migrations: {},
  }
}

/** Names of recorded contracts whose deployment the chain knows nothing of. Contracts that destroyed themselves are not among them. */
async function lostContracts(
  record: DeploymentRecord,
  reader: ChainReader,
): Promise<readonly string[]> {
  const lost: string[] = []
  for (const [name, { address, transactionHash }] of Object.entries(record.contracts)) {
    if (await reader.hasCode(address)) continue
    const isKnown =
      transactionHash !== undefined && (await reader.receipt(transactionHash)) !== undefined
    if (!isKnown) lost.push(name)
  }
  return lost
}

async function chainChange(
  record: DeploymentRecord,
  connection: Connection,
  genesisHash: Hex,
): Promise<string | undefined> {
  if (record.chainId !== String(connection.chainId)) {
    return `the record is of chain ${record.chainId}, this is chain ${connection.chainId}`
  }
  if (record.genesisHash !== genesisHash) return 'its first block is another'
  const lost = await lostContracts(record, new ChainReader(connection.provider))
  if (lost.length === 0) return undefined
  return `${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} recorded, and the chain knows nothing of ${lost.length === 1 ? 'it' : 'them'}`
}

/**
 * The record of a network, checked against the chain that answers. A development chain that was
 * started anew gets a new record.
 *
 * @throws `MIGRATION_CHAIN_CHANGED` for other chains, `DEPLOYMENT_INVALID`.
 */
export async function openJournal(
  connection: Connection,
  store: DeploymentStore,
  options: { readonly isReset: boolean },
): Promise<OpenedJournal> {
  const genesisHash = await new ChainReader(connection.provider).genesisHash()
  const empty = emptyRecord(connection, genesisHash)
  const record = await store.read()
  if (record === undefined) return { journal: new Journal(store, empty), notes: [] }
  const change = await chainChange(record, connection, genesisHash)
  if (change === undefined) return { journal: new Journal(store, record), notes: [] }
  if (options.isReset) return { journal: new Journal(store, empty), notes: [] }
  const chainIds = [connection.chainId, BigInt(record.chainId)]
  if (!chainIds.every(isDevelopmentChain)) {
    const problem = { found: change, recordPath: store.path }
    throw migrationChainChangedError(connection.networkName, problem)
  }
  const note = `Network "${connection.networkName}" was started anew (${change}): migrating from the beginning`
  return { journal: new Journal(store, empty), notes: [note] }
}
