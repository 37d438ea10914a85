import type { Hex } from '@scaffold-evm/common'
import type { Artifact, DeploymentRecord, Project } from '@scaffold-evm/project'
import type { PlanDifference } from '../../planning/migration-plan.js'
import { hasChanged } from '../contracts/changed-contracts.js'
import { digestText } from '../files/digest.js'
import { compareContract } from './compare-contract.js'
import type { ContractFacts } from './contract-facts.js'
import type { PlanSource } from './plan-entries.js'
import type { PlanWatch } from './plan-watch.js'

/** What is recorded on a network, and the project that it is of. */
interface Recorded {
  readonly project: Project
  readonly record: DeploymentRecord
}

async function artifactOf(project: Project, name: string): Promise<Artifact | undefined> {
  return (await project.artifacts.has(name)) ? project.artifacts.get(name) : undefined
}

/** Where the chain is not as recorded, by name. */
export async function findDrift(
  { project, record }: Recorded,
  facts: ReadonlyMap<string, ContractFacts>,
): Promise<ReadonlyMap<string, readonly PlanDifference[]>> {
  const drift = new Map<string, readonly PlanDifference[]>()
  for (const [name, recorded] of Object.entries(record.contracts)) {
    const found = facts.get(name)
    if (found === undefined) continue
    const artifact = await artifactOf(project, recorded.contract)
    drift.set(name, compareContract({ recorded, artifact, facts: found }))
  }
  return drift
}

/** What has other code in the project than on the chain. */
export async function findChanged({ project, record }: Recorded): Promise<PlanSource['changed']> {
  const changed = new Map<string, string | undefined>()
  for (const [name, contract] of Object.entries(record.contracts)) {
    const { proxy, diamond } = contract
    for (const behind of [proxy, ...Object.values(diamond?.facets ?? {})]) {
      const isChanged = behind !== undefined && (await hasChanged(behind, project))
      if (isChanged) changed.set(name, proxy?.migration ?? diamond?.migration)
    }
    if (proxy !== undefined || changed.has(name)) continue
    if (await hasChanged(contract, project)) changed.set(name, undefined)
  }
  return changed
}

/** Of the code of all that is deployed, as the project has it. */
export async function digestsOf(
  project: Project,
  { sent }: PlanWatch,
): Promise<Readonly<Record<string, Hex>>> {
  const names = sent.flatMap(({ request: { deploys, change } }) =>
    [deploys?.contract.contract, change?.safety?.contract].filter((name) => name !== undefined),
  )
  const digests: Record<string, Hex> = {}
  for (const name of [...new Set(names)].sort()) {
    const artifact = await artifactOf(project, name)
    if (artifact !== undefined) digests[name] = digestText(artifact.bytecode)
  }
  return digests
}
