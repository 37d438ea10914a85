import { quantityToHex } from '@scaffold-evm/common'
import type { Connection, DeployedContract, Project } from '@scaffold-evm/project'
import type { MigrationFileReport } from '../../run/report.js'
import { inBatches } from '../in-batches.js'
import type { Journal } from '../journal/journal.js'
import { ChainReader } from '../steps/chain-reader.js'
import { type OwnersContext, readOwners } from './read-owners.js'

const contractsAtOnce = 16

/** A run that ends. */
export interface EndedRun {
  readonly project: Project
  readonly connection: Connection
  readonly journal: Journal
  readonly reports: ReadonlyMap<string, MigrationFileReport>
}

/** The block before the first transaction of the run; undefined when it sent none. */
function blockBefore({ reports, journal }: EndedRun): number | undefined {
  const blocks = [...reports.values()].flatMap(({ name, steps }) =>
    steps.flatMap(({ id, status }) => {
      const block = status === 'done' ? journal.step(name, id)?.blockNumber : undefined
      return block === undefined ? [] : [block]
    }),
  )
  return blocks.length === 0 ? undefined : Math.max(0, Math.min(...blocks) - 1)
}

/** Whether a run of ours deployed it and was interrupted before it recorded who owns it. */
function isOwnerMissing(contract: DeployedContract, { journal }: EndedRun): boolean {
  const { owner, adminOwner, migration } = contract
  const isOurs = journal.migration(migration).source !== undefined
  return isOurs && owner === undefined && adminOwner === undefined
}

/** What is to be recorded: owners that are not yet, or that were changed by the run. Others were changed by somebody else. */
async function newOwners(
  contract: DeployedContract,
  now: OwnersContext,
  before: OwnersContext | undefined,
): Promise<Partial<DeployedContract>> {
  const found = await readOwners(contract, now)
  const keys = (['owner', 'adminOwner'] as const).filter(
    (key) => found[key] !== undefined && found[key] !== contract[key],
  )
  if (keys.length === 0) return {}
  const isKnown = keys.some((key) => contract[key] !== undefined)
  const earlier = isKnown && before !== undefined ? await readOwners(contract, before) : undefined
  const changed = keys.filter(
    (key) => contract[key] === undefined || earlier?.[key] === contract[key],
  )
  return Object.fromEntries(changed.map((key) => [key, found[key]]))
}

/** After a run: records who owns the contracts, for plans to tell when that changes. Costs nothing when nothing was sent. */
export async function noteOwners(run: EndedRun): Promise<void> {
  const { project, connection, journal } = run
  const block = blockBefore(run)
  const chosen = Object.entries(journal.record.contracts).filter(
    ([, contract]) => block !== undefined || isOwnerMissing(contract, run),
  )
  const reader = new ChainReader(connection.provider)
  const now: OwnersContext = { reader, artifacts: project.artifacts, block: 'latest' }
  const before = block === undefined ? undefined : { ...now, block: quantityToHex(BigInt(block)) }
  const entries = await inBatches(
    chosen,
    contractsAtOnce,
    async ([name, contract]) => [name, await newOwners(contract, now, before)] as const,
  )
  const amended = entries.filter(([, owners]) => Object.keys(owners).length > 0)
  if (amended.length > 0) await journal.amendContracts(Object.fromEntries(amended))
}
