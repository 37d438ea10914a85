import type { Hex } from '@scaffold-evm/common'
import {
  type Connection,
  type DeploymentRecord,
  type DeploymentStore,
  isDevelopmentChain,
} from '@scaffold-evm/project'
import { migrationChainChangedError } from '../../errors/run.js'
import { recoverRecord } from '../recovery/recover-record.js'
import { ChainReader } from '../steps/chain-reader.js'
import { findContradictions } from '../verify-journal/check-record.js'
import { Journal } from './journal.js'

/** A journal, and what had to be said while opening it. */
export interface OpenedJournal {
  readonly journal: Journal
  /** What the chain did to the record. */
  readonly notes: readonly string[]
  /** What an earlier run left behind. */
  readonly leftovers: readonly string[]
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

function otherChain(
  record: DeploymentRecord,
  connection: Connection,
  genesisHash: Hex,
): string | undefined {
  if (record.chainId !== String(connection.chainId)) {
    return `the record is of chain ${record.chainId}, this is chain ${connection.chainId}`
  }
  return record.genesisHash === genesisHash ? undefined : 'its first block is another'
}

function tellContradictions(record: DeploymentRecord): readonly string[] {
  return findContradictions(record).map(
    ({ subject, text }) => `The record contradicts itself: ${subject}: ${text}`,
  )
}

/** Steps of which a run that was interrupted does not know how they ended. */
function tellLeftovers(journal: Journal): readonly string[] {
  return journal.openSteps().map(({ file, id, step }) => {
    const { status, transactionHash, nonce } = step
    const what = transactionHash ?? `with nonce ${nonce}`
    const how = status === 'sent' ? 'sent' : 'about to be sent'
    return `${file}: an earlier run stopped when "${id}" was ${how} (${what}); it is looked for first`
  })
}

/**
 * The record of a network, checked against the chain that answers: transactions that a reorganisation
 * moved or took away are followed again, a development chain that was started anew gets a new record.
 *
 * @throws `MIGRATION_CHAIN_CHANGED` for other chains, `MIGRATION_NODE_BEHIND`, `DEPLOYMENT_INVALID`.
 */
export async function openJournal(
  connection: Connection,
  store: DeploymentStore,
  options: { readonly isReset: boolean },
): Promise<OpenedJournal> {
  const reader = new ChainReader(connection.provider)
  const genesisHash = await reader.genesisHash()
  const anew = (notes: readonly string[]): OpenedJournal => {
    const journal = new Journal(store, emptyRecord(connection, genesisHash))
    return { journal, notes, leftovers: [] }
  }
  const record = await store.read()
  if (record === undefined) return anew([])
  const other = otherChain(record, connection, genesisHash)
  const isDevelopment = [connection.chainId, BigInt(record.chainId)].every(isDevelopmentChain)
  const network = connection.networkName
  const recovered =
    other === undefined
      ? await recoverRecord(record, reader, { network, isDevelopment, isReset: options.isReset })
      : ({ status: 'changed', found: other } as const)
  if (recovered.status === 'known') {
    const journal = new Journal(store, record)
    const leftovers = tellLeftovers(journal)
    await journal.replaceRecord(recovered.record)
    const notes = [...recovered.notes, ...tellContradictions(record)]
    return { journal, notes, leftovers }
  }
  if (options.isReset) return anew([])
  if (!isDevelopment) {
    const problem = { found: recovered.found, recordPath: store.path }
    throw migrationChainChangedError(network, problem)
  }
  const what = `Network "${network}" was started anew (${recovered.found})`
  return anew([`${what}: migrating from the beginning`])
}
