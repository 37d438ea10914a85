import type { DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import { type Replacement, replacementsOf } from '../replacing/replacements.js'
import type { StepRequest } from '../steps/step.js'
import { digestTransaction, type TransactionContent } from './digest.js'

/** Beyond so many ways in which a step may have held old addresses, it is not looked for. */
const mostCandidates = 256

function digits(address: string): string {
  return address.slice(2).toLowerCase()
}

function textOf({ to = '', data }: TransactionContent): string {
  return `${to} ${data}`.toLowerCase()
}

/** The same transaction with other addresses in it. */
function rewritten(
  { to, valueWei, data }: TransactionContent,
  addresses: readonly (readonly [now: string, before: string])[],
): TransactionContent {
  const rewrite = (text: string): string =>
    addresses.reduce(
      (all, [now, old]) => all.replaceAll(digits(now), digits(old)),
      text.toLowerCase(),
    )
  return { to: to === undefined ? undefined : rewrite(to), valueWei, data: rewrite(data) }
}

/** Each choice of one address, the present or an earlier one, for each contract. */
function combinations(
  replacements: readonly Replacement[],
): readonly (readonly (readonly [string, string])[])[] {
  return replacements.reduce<readonly (readonly (readonly [string, string])[])[]>(
    (all, { address, before }) =>
      all.flatMap((chosen) =>
        [address, ...before].map((old) => [...chosen, [address, old] as const]),
      ),
    [[]],
  )
}

function countOf(replacements: readonly Replacement[]): number {
  return replacements.reduce((count, { before }) => count * (before.length + 1), 1)
}

/** Whether what was sent is what is wanted, but for addresses that were replaced since. */
function differsByAddresses(
  step: StepRecord,
  content: TransactionContent,
  replacements: readonly Replacement[],
): boolean {
  if (countOf(replacements) > mostCandidates) return false
  return combinations(replacements).some(
    (addresses) => digestTransaction(rewritten(content, addresses)) === step.digest,
  )
}

/** What the record tells of the step: its target, its arguments, linked libraries. */
function recordedText(record: DeploymentRecord, step: StepRecord): string {
  const made = step.name === undefined ? undefined : record.contracts[step.name]
  const { args = [], libraries = {} } = made ?? {}
  return JSON.stringify([step.to, step.label, args, libraries]).toLowerCase()
}

/**
 * Names of contracts that were replaced since a step was done and that it still has the old address of.
 * None for what is no longer recorded of this file, and for what keeps state behind a proxy: it is not made anew.
 */
export function outdatedIn(
  record: DeploymentRecord,
  step: StepRecord,
  request: StepRequest,
): readonly string[] {
  const { content, deploys, file } = request
  if (deploys !== undefined) {
    const made = record.contracts[deploys.name]
    if (made?.migration !== file || made.proxy !== undefined || made.diamond !== undefined)
      return []
  }
  if (step.digest === digestTransaction(content)) return []
  const wanted = textOf(content)
  const involved = replacementsOf(record).filter(({ address }) => wanted.includes(digits(address)))
  const told = recordedText(record, step)
  const named = involved.filter(({ before }) => before.some((old) => told.includes(digits(old))))
  if (named.length > 0) return named.map(({ name }) => name)
  return differsByAddresses(step, content, involved) ? involved.map(({ name }) => name) : []
}
