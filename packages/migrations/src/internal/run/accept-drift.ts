import type { Connection, DeployedContract, Project } from '@scaffold-evm/project'
import { acceptRefusedError } from '../../errors/plan.js'
import type { Journal } from '../journal/journal.js'
import { type ContractFacts, readFacts } from '../plan/contract-facts.js'
import { ChainReader } from '../steps/chain-reader.js'

/** A run that takes what somebody else changed for what is to be. */
export interface AcceptingRun {
  readonly project: Project
  readonly connection: Connection
  readonly journal: Journal
}

const keys = ['owner', 'adminOwner'] as const
const proxyKeys = ['admin', 'beacon'] as const

function accepted(
  name: string,
  contract: DeployedContract,
  facts: ContractFacts,
): { readonly amended: Partial<DeployedContract>; readonly told: readonly string[] } {
  const { proxy } = contract
  if (proxy !== undefined && facts.implementation !== proxy.implementation) {
    throw acceptRefusedError(name, {
      problem: `its implementation is ${facts.implementation ?? 'none'}, and not known`,
      hint: `Take it up in a new migration: m.importProxy('${name}', '${contract.address}', { contract: … })`,
    })
  }
  const own = keys.filter((key) => facts[key] !== undefined && facts[key] !== contract[key])
  const behind = proxyKeys.filter(
    (key) => proxy?.[key] !== undefined && facts[key] !== undefined && facts[key] !== proxy[key],
  )
  const values = (chosen: readonly (keyof ContractFacts)[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(chosen.map((key) => [key, facts[key]]))
  return {
    amended: {
      ...values(own),
      ...(proxy === undefined || behind.length === 0
        ? {}
        : { proxy: { ...proxy, ...values(behind) } }),
    },
    told: [...own, ...behind].map((key) => `${name}: ${key} is ${facts[key]}`),
  }
}

/**
 * Takes owners, admins and beacons of recorded contracts into the record as they are on the chain now.
 *
 * @returns What was taken, a line each.
 * @throws `MIGRATION_ACCEPT_REFUSED`.
 */
export async function acceptDrift(
  names: readonly string[],
  { project, connection, journal }: AcceptingRun,
): Promise<readonly string[]> {
  const reader = new ChainReader(connection.provider)
  const chosen = names.map((name) => {
    const contract = journal.contract(name)
    if (contract !== undefined) return [name, contract] as const
    const known = Object.keys(journal.record.contracts)
    const hint = known.length === 0 ? 'Nothing is recorded' : `Recorded: ${known.join(', ')}`
    throw acceptRefusedError(name, { problem: 'nothing is recorded under this name', hint })
  })
  const { artifacts } = project
  const context = { reader, artifacts, blockNumber: await reader.blockNumber() }
  const facts = await readFacts(Object.fromEntries(chosen), context)
  const taken = chosen.map(([name, contract]) => {
    const found = facts.get(name)
    return {
      name,
      ...(found === undefined ? { amended: {}, told: [] } : accepted(name, contract, found)),
    }
  })
  const amended = Object.fromEntries(taken.map((it) => [it.name, it.amended]))
  const told = taken.flatMap((it) => it.told)
  if (told.length > 0) await journal.amendContracts(amended)
  return told
}
