import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import type { PlanMove } from '../../errors/plan.js'
import type { PlanFacts } from '../../planning/migration-plan.js'
import type { PlanToApply } from '../../planning/plan-file.js'
import { digestText } from '../files/digest.js'
import { ChainReader } from '../steps/chain-reader.js'
import { readFacts } from './contract-facts.js'
import { toPlanFacts } from './plan-facts.js'
import { digestRecord } from './record-digest.js'

/** Where a plan is to be applied. */
export interface PlanTarget {
  readonly project: Project
  readonly connection: Connection
  readonly record: DeploymentRecord
  /** Whether an earlier run of the same plan was interrupted: what it did itself is no reason to stop. */
  readonly isGoingOn: boolean
}

function moved(what: PlanMove['what'], text: string): readonly PlanMove[] {
  return [{ what, text }]
}

async function chainMoves(
  { connection }: PlanTarget,
  plan: PlanToApply,
): Promise<readonly PlanMove[]> {
  const { networkName, chainId } = connection
  if (plan.network !== networkName) {
    return moved('network', `the plan is for network "${plan.network}", this is "${networkName}"`)
  }
  if (plan.chainId !== chainId) {
    return moved('chain', `the plan is for chain ${plan.chainId}, this is chain ${chainId}`)
  }
  const genesis = await new ChainReader(connection.provider).genesisHash()
  if (genesis === plan.genesisHash) return []
  return moved('chain', `its first block was ${plan.genesisHash}, and is ${genesis}`)
}

function recordMoves({ record }: PlanTarget, plan: PlanToApply): readonly PlanMove[] {
  const hasRecord = Object.keys(record.migrations).length > 0
  const now = hasRecord ? digestRecord(record) : undefined
  if (now === plan.record) return []
  const text = `its digest was ${plan.record ?? 'that of no record'}, and is ${now ?? 'that of no record'}`
  return moved('record', text)
}

async function codeMoves({ project }: PlanTarget, plan: PlanToApply): Promise<readonly PlanMove[]> {
  const moves: PlanMove[] = []
  for (const [name, digest] of Object.entries(plan.code)) {
    const isThere = await project.artifacts.has(name)
    const now = isThere ? digestText((await project.artifacts.get(name)).bytecode) : undefined
    if (now === digest) continue
    const text = isThere ? `${name} compiles to other code` : `${name} is not compiled any more`
    moves.push({ what: 'code', text })
  }
  return moves
}

const members = ['codeHash', 'implementation', 'admin', 'beacon', 'owner', 'adminOwner'] as const

function factMoves(before: PlanFacts, now: PlanFacts): readonly PlanMove[] {
  return members.flatMap((key) => {
    if (before[key] === now[key]) return []
    return moved(
      'state',
      `${before.name}: ${key} was ${before[key] ?? 'none'}, and is ${now[key] ?? 'none'}`,
    )
  })
}

async function stateMoves(
  { project, connection, record }: PlanTarget,
  plan: PlanToApply,
): Promise<readonly PlanMove[]> {
  const reader = new ChainReader(connection.provider)
  const { artifacts } = project
  const named = plan.facts.flatMap(({ name }) => {
    const contract = record.contracts[name]
    return contract === undefined ? [] : [[name, contract] as const]
  })
  const blockNumber = await reader.blockNumber()
  const facts = await readFacts(Object.fromEntries(named), { reader, artifacts, blockNumber })
  return plan.facts.flatMap((before) => {
    const now = facts.get(before.name)
    // The record tells of it.
    return now === undefined ? [] : factMoves(before, toPlanFacts(before.name, before.address, now))
  })
}

/** What a plan was made of and is not so any more. */
export async function findMoves(
  target: PlanTarget,
  plan: PlanToApply,
): Promise<readonly PlanMove[]> {
  const chain = await chainMoves(target, plan)
  if (chain.length > 0) return chain
  const code = await codeMoves(target, plan)
  if (target.isGoingOn) return code
  return [...recordMoves(target, plan), ...code, ...(await stateMoves(target, plan))]
}
