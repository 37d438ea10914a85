import type { DeploymentRecord } from '@scaffold-evm/project'
import type { PlanFacts } from '../../planning/migration-plan.js'
import type { ContractFacts } from './contract-facts.js'
import type { SeenStep } from './plan-watch.js'

function optional<K extends string>(
  key: K,
  value: string | undefined,
): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string })
}

/** What a plan keeps of what the chain says of a contract. */
export function toPlanFacts(name: string, address: string, facts: ContractFacts): PlanFacts {
  const { codeHash, implementation, admin, beacon, owner, adminOwner } = facts
  return {
    name,
    address,
    codeHash,
    ...optional('implementation', implementation),
    ...optional('admin', admin),
    ...optional('beacon', beacon),
    ...optional('owner', owner),
    ...optional('adminOwner', adminOwner),
  }
}

/** Names of recorded contracts that the steps of a plan deal with: whose addresses are in them, or that they change. */
export function involvedContracts(
  record: DeploymentRecord,
  sent: readonly SeenStep[],
): ReadonlySet<string> {
  const texts = sent.map(({ request }) =>
    `${request.content.to ?? ''} ${request.content.data}`.toLowerCase(),
  )
  const named = sent.flatMap(({ request }) => [request.change?.subject, request.deploys?.name])
  const involved = Object.entries(record.contracts).filter(
    ([name, { address }]) =>
      named.includes(name) || texts.some((text) => text.includes(address.slice(2).toLowerCase())),
  )
  return new Set(involved.map(([name]) => name))
}
