import { setTimeout as delay } from 'node:timers/promises'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import type {
  Connection,
  DeploymentRecord,
  HttpNetworkConfig,
  Project,
} from '@scaffold-evm/project'
import type { ContractStatus, NetworkStatus, PendingStep } from '../../records/status-report.js'
import { askProxy } from '../proxies/proxy-abi.js'
import { readProxySlot } from '../proxies/proxy-slots.js'
import { ChainReader } from '../steps/chain-reader.js'

/** What a chain said of what is recorded of it. */
export interface ChainAnswer {
  readonly connection: NetworkStatus['connection']
  readonly problem: string | undefined
  /** By recorded name. */
  readonly contracts: ReadonlyMap<string, ContractStatus['chain']>
  /** By hash. */
  readonly transactions: ReadonlyMap<string, PendingStep['chain']>
}

/** How long it may take. */
export interface AskOptions {
  readonly offline?: boolean | undefined
  readonly timeoutMs?: number | undefined
}

function without(connection: NetworkStatus['connection'], problem?: string): ChainAnswer {
  return { connection, problem, contracts: new Map(), transactions: new Map() }
}

/** Asks a network about its record, for a limited time. That it does not answer is an answer, too. */
export async function askChain(
  project: Project,
  record: DeploymentRecord,
  { offline = false, timeoutMs = 5_000 }: AskOptions,
): Promise<ChainAnswer> {
  const { networks } = project.config
  const network = Object.hasOwn(networks, record.network) ? networks[record.network] : undefined
  if (offline) return without('not asked')
  if (network?.type !== 'http') return without('unreachable', 'the config has no such network')
  const asking = ask(project, record, { ...network, timeoutMs })
  // What comes after the time is over is of no interest any more.
  asking.catch(() => undefined)
  const stopped = new AbortController()
  const over = delay(timeoutMs, undefined, { signal: stopped.signal }).then(
    () => without('unreachable', `no answer within ${timeoutMs / 1_000} s`),
    () => without('not asked'),
  )
  try {
    return await Promise.race([asking, over])
  } catch (error) {
    const problem = isScaffoldError(error) ? error.shortMessage : errorMessage(error)
    return without('unreachable', problem)
  } finally {
    stopped.abort()
  }
}

async function ask(
  project: Project,
  record: DeploymentRecord,
  network: HttpNetworkConfig,
): Promise<ChainAnswer> {
  // Reading needs no keys, and the record says which chain it has to be.
  const reading = { ...network, accounts: [], chainId: undefined }
  const connection = await project.connect(record.network, { network: reading })
  try {
    if (String(connection.chainId) !== record.chainId) {
      return without('other chain', `it is chain ${connection.chainId}`)
    }
    const reader = new ChainReader(connection.provider)
    if ((await reader.genesisHash()) !== record.genesisHash) {
      return without('other chain', 'its first block is another: it was started anew')
    }
    const contracts = await statesOf(record, connection, reader)
    const transactions = await transactionsOf(record, reader)
    return { connection: 'answers', problem: undefined, contracts, transactions }
  } finally {
    await connection.close()
  }
}

async function statesOf(
  record: DeploymentRecord,
  { provider }: Connection,
  reader: ChainReader,
): Promise<ChainAnswer['contracts']> {
  const states = Object.entries(record.contracts).map(async ([name, { address, proxy }]) => {
    if (!(await reader.hasCode(address))) return [name, 'missing'] as const
    if (proxy === undefined) return [name, 'there'] as const
    const isBeacon = proxy.kind === 'beacon'
    const live = isBeacon
      ? await askProxy(provider, proxy.beacon ?? address, 'implementation')
      : await readProxySlot(provider, address, 'implementation')
    return [name, live === proxy.implementation ? 'there' : 'other implementation'] as const
  })
  return new Map(await Promise.all(states))
}

async function transactionsOf(
  { migrations }: DeploymentRecord,
  reader: ChainReader,
): Promise<ChainAnswer['transactions']> {
  const steps = Object.values(migrations).flatMap((migration) => Object.values(migration.steps))
  const hashes = steps.flatMap(({ status, transactionHash }) =>
    status === 'confirmed' || transactionHash === undefined ? [] : [transactionHash],
  )
  const states = hashes.map(async (hash) => {
    const receipt = await reader.receipt(hash)
    if (receipt !== undefined) return [hash, receipt.succeeded ? 'mined' : 'failed'] as const
    const isKnown = (await reader.transaction(hash)) !== undefined
    return [hash, isKnown ? 'waiting' : 'unknown'] as const
  })
  return new Map(await Promise.all(states))
}
