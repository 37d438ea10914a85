import type { DeployedContract, DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import type { JournalProblem } from '../../run/journal-report.js'

/** A step and what to call it. */
export interface NamedStep {
  readonly file: string
  readonly subject: string
  readonly step: StepRecord
}

/** All steps of a record. */
export function stepsOf(record: DeploymentRecord): readonly NamedStep[] {
  return Object.entries(record.migrations).flatMap(([file, { steps }]) =>
    Object.entries(steps).map(([id, step]) => ({ file, subject: `${file} "${id}"`, step })),
  )
}

/** Whether a step is a transaction of its own sender, and not one that others sent for it, or are to. */
export function isSent({ step }: NamedStep): boolean {
  return step.status !== 'proposed' && step.isExecuted !== true
}

function checkStep({ subject, step }: NamedStep): readonly JournalProblem[] {
  const { status, transactionHash, blockNumber, nonce } = step
  if (status === 'proposed') {
    const text = `proposed to ${step.from}, and not known to have happened`
    return [{ code: 'step-open', subject, text }]
  }
  if (status !== 'confirmed') {
    const text = `${status}, ${transactionHash ?? `nonce ${nonce}`}: migrate again to go on`
    return [{ code: 'step-open', subject, text }]
  }
  if (transactionHash === undefined || blockNumber === undefined) {
    const text = 'confirmed, expected the hash and block of its transaction'
    return [{ code: 'step-incomplete', subject, text }]
  }
  const left = (['signedWith', 'replaced', 'afterBlock'] as const).filter((name) => name in step)
  if (left.length === 0) return []
  return [{ code: 'step-incomplete', subject, text: `confirmed, and has ${left.join(', ')} still` }]
}

/** A problem for each step that has the same as one before it. */
function checkShared(
  steps: readonly NamedStep[],
  keyOf: (step: StepRecord) => string | undefined,
  code: 'nonce-shared' | 'transaction-shared',
): readonly JournalProblem[] {
  const first = new Map<string, string>()
  return steps.flatMap(({ subject, step }) => {
    const key = keyOf(step)
    const other = key === undefined ? undefined : first.get(key)
    if (key !== undefined && other === undefined) first.set(key, subject)
    return other === undefined ? [] : [{ code, subject, text: `${key} is that of ${other}, too` }]
  })
}

function checkContract(
  name: string,
  contract: DeployedContract,
  steps: readonly NamedStep[],
): readonly JournalProblem[] {
  const { transactionHash, imported, origin, address } = contract
  if (transactionHash === undefined || imported !== undefined || origin !== undefined) return []
  const made = steps.filter(({ step }) => step.transactionHash === transactionHash)
  if (made.length === 0) {
    const text = `${transactionHash} deployed it, which no step sent`
    return [{ code: 'step-missing', subject: name, text }]
  }
  const own = made.find(({ step }) => step.name === name && step.address !== undefined)
  if (own === undefined || own.step.address?.toLowerCase() === address.toLowerCase()) return []
  const text = `recorded at ${address}, ${own.subject} deployed it at ${own.step.address}`
  return [{ code: 'address-other', subject: name, text }]
}

/** What contradicts itself in a record, without asking the chain. */
export function checkRecord(record: DeploymentRecord): readonly JournalProblem[] {
  const steps = stepsOf(record)
  const sent = steps.filter(isSent)
  return [
    ...steps.flatMap(checkStep),
    ...checkShared(sent, ({ from, nonce }) => `nonce ${nonce} of ${from}`, 'nonce-shared'),
    ...checkShared(sent, ({ transactionHash }) => transactionHash, 'transaction-shared'),
    ...Object.entries(record.contracts).flatMap(([name, contract]) =>
      checkContract(name, contract, steps),
    ),
  ]
}

const contradictions: ReadonlySet<JournalProblem['code']> = new Set([
  'nonce-shared',
  'transaction-shared',
  'address-other',
  'step-missing',
])

/** What no run leaves behind, as a merge or an edit by hand may. */
export function findContradictions(record: DeploymentRecord): readonly JournalProblem[] {
  return checkRecord(record).filter(({ code }) => contradictions.has(code))
}
