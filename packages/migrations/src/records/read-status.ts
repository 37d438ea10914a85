import { isScaffoldError } from '@scaffold-evm/common'
import {
  type DeployedContract,
  type DeploymentRecord,
  type DeploymentStore,
  listDeployments,
  type Project,
  type VerifiedMatch,
} from '@scaffold-evm/project'
import { hasChanged } from '../internal/contracts/changed-contracts.js'
import { findMigrations, type MigrationFile } from '../internal/files/find-migrations.js'
import { askChain, type ChainAnswer } from '../internal/status/ask-chain.js'
import type { ContractStatus, NetworkStatus, PendingStep, ProxyStatus } from './status-report.js'

/** What is looked at. */
export interface StatusOptions {
  /** @default all that have a record */
  readonly network?: string | undefined
  /** Asks no chain. @default false */
  readonly offline?: boolean | undefined
  /** For one network. @default 5_000 */
  readonly timeoutMs?: number | undefined
}

/**
 * What is deployed on each network, by the record, and by the chain where it answers in time. Nothing runs, nothing is
 * written, no key is needed.
 *
 * @throws `NETWORK_UNKNOWN`, `DEPLOYMENT_INVALID`.
 */
export async function readStatus(
  project: Project,
  options: StatusOptions = {},
): Promise<readonly NetworkStatus[]> {
  const { network } = options
  const stores =
    network === undefined ? await listDeployments(project) : [project.deployments(network)]
  const files = await findMigrations(project.config.paths.migrations)
  const found = await Promise.all(
    stores.map((store) => statusOf(project, store, { files, options })),
  )
  return found.filter((status) => status !== undefined)
}

async function statusOf(
  project: Project,
  store: DeploymentStore,
  { files, options }: { readonly files: readonly MigrationFile[]; readonly options: StatusOptions },
): Promise<NetworkStatus | undefined> {
  const record = await store.read()
  if (record === undefined) return undefined
  const answer = await askChain(project, record, options)
  const contracts: ContractStatus[] = []
  for (const [name, contract] of Object.entries(record.contracts)) {
    contracts.push(await contractStatus(name, contract, { project, record, answer }))
  }
  const { network, chainId, migrations } = record
  const names = Object.keys(migrations)
  const isDone = (name: string): boolean => migrations[name]?.completed === true
  return {
    ...{ network, chainId, contracts },
    connection: answer.connection,
    problem: answer.problem,
    completed: names.filter(isDone),
    unfinished: names.filter((name) => !isDone(name)),
    open: files.map(({ name }) => name).filter((name) => migrations[name] === undefined),
    pending: pendingSteps(record, answer),
  }
}

interface StatusOf {
  readonly project: Project
  readonly record: DeploymentRecord
  readonly answer: ChainAnswer
}

async function contractStatus(
  name: string,
  deployed: DeployedContract,
  { project, record, answer }: StatusOf,
): Promise<ContractStatus> {
  const { address, contract, migration, proxy, diamond } = deployed
  const behind = proxy === undefined ? deployed : proxy
  return {
    ...{ name, address, contract, migration },
    code: await codeStatus([behind, ...Object.values(diamond?.facets ?? {})], project),
    chain: answer.contracts.get(name),
    proxy: proxy && proxyStatus(proxy),
    verified: verifiedAt(record, proxy?.implementation ?? address),
  }
}

function proxyStatus({ kind, implementation, version }: ProxyStatus): ProxyStatus {
  return { kind, implementation, version }
}

function verifiedAt(
  { verified = {} }: DeploymentRecord,
  address: string,
): Readonly<Record<string, VerifiedMatch>> {
  return Object.hasOwn(verified, address) ? (verified[address] ?? {}) : {}
}

/** Of a diamond the worst of its parts. */
async function codeStatus(
  parts: readonly Parameters<typeof partStatus>[0][],
  project: Project,
): Promise<ContractStatus['code']> {
  const found = await Promise.all(parts.map((part) => partStatus(part, project)))
  const worst = (['changed', 'gone', 'unknown'] as const).find((status) => found.includes(status))
  return worst ?? 'same'
}

async function partStatus(
  deployed: Pick<DeployedContract, 'contract' | 'codeDigest'>,
  project: Project,
): Promise<ContractStatus['code']> {
  try {
    await project.artifacts.get(deployed.contract)
  } catch (error) {
    if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return 'gone'
    throw error
  }
  if (deployed.codeDigest === undefined) return 'unknown'
  return (await hasChanged(deployed, project)) ? 'changed' : 'same'
}

function pendingSteps(
  { migrations }: DeploymentRecord,
  answer: ChainAnswer,
): readonly PendingStep[] {
  return Object.entries(migrations).flatMap(([migration, { steps }]) =>
    Object.entries(steps).flatMap(([step, { status, transactionHash }]) => {
      if (status === 'confirmed') return []
      const chain = transactionHash && answer.transactions.get(transactionHash)
      return [{ migration, step, status, transactionHash, chain }]
    }),
  )
}
