import type { DeploymentRecord } from '@scaffold-evm/project'
import type { JournalProblem } from '../../run/journal-report.js'
import { digestTransaction } from '../files/digest.js'
import { inBatches } from '../recovery/in-batches.js'
import type { ChainReader } from '../steps/chain-reader.js'
import { isSent, type NamedStep, stepsOf } from './check-record.js'

/** Nonces of one account from its first recorded transaction on which no step has. */
async function otherNonces(
  steps: readonly NamedStep[],
  from: string,
  reader: ChainReader,
): Promise<readonly number[]> {
  const nonces = steps.map(({ step }) => step.nonce)
  const first = Math.min(...nonces)
  const count = (await reader.nonce(from, 'latest')) - first
  const all = Array.from({ length: Math.max(count, 0) }, (_, index) => first + index)
  return all.filter((nonce) => !nonces.includes(nonce))
}

/** Hashes of what deployed contracts that were replaced since: those are on the chain more than once for a reason. */
function replacedHashes(record: DeploymentRecord): ReadonlySet<string | undefined> {
  return new Set(
    Object.values(record.contracts).flatMap(({ replaced = [] }) =>
      replaced.map(({ transactionHash }) => transactionHash),
    ),
  )
}

/**
 * Deployments of recorded steps that their accounts sent once more, besides what the record knows of.
 * Looks at every transaction of those accounts since the first recorded one, a dozen requests each.
 */
export async function findDuplicates(
  record: DeploymentRecord,
  reader: ChainReader,
): Promise<readonly JournalProblem[]> {
  const known = replacedHashes(record)
  const bySender = new Map<string, NamedStep[]>()
  for (const named of stepsOf(record).filter(isSent)) {
    const from = named.step.from.toLowerCase()
    bySender.set(from, [...(bySender.get(from) ?? []), named])
  }
  const problems: JournalProblem[] = []
  for (const [from, steps] of bySender) {
    const deploys = steps.filter(({ step }) => step.kind === 'deploy')
    const nonces = await otherNonces(steps, from, reader)
    const others = await inBatches(nonces, (nonce) => reader.transactionByNonce(from, nonce, 0))
    for (const tx of others) {
      if (tx === undefined || known.has(tx.hash)) continue
      const digest = digestTransaction(tx)
      const twin = deploys.find(({ step }) => step.digest === digest)
      if (twin === undefined || (await reader.receipt(tx.hash))?.succeeded !== true) continue
      const text = `${tx.hash} deployed the same, and no step has it`
      problems.push({ code: 'deployed-twice', subject: twin.subject, text })
    }
  }
  return problems
}
