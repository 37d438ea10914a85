import type { Hex } from '@scaffold-evm/common'
import type {
  DeployedContract,
  DeploymentRecord,
  MigrationRecord,
  StepRecord,
} from '@scaffold-evm/project'
import { confirmedStep } from '../steps/confirm-step.js'
import { type Displacement, finalDepth } from './survey.js'

/** A step that is to be followed again; what it cost is not known any more. */
function reopened(step: StepRecord, status: 'intended' | 'sent'): StepRecord {
  const { blockNumber: _, gasUsed: __, gasPriceWei: ___, address: ____, ...rest } = step
  return { ...rest, status }
}

/** A step that a contract did in a transaction that is not there any more: it is looked for again. */
function proposedAgain(step: StepRecord): StepRecord {
  const { transactionHash: _, isExecuted: __, blockNumber = 0, ...rest } = step
  return { ...rest, status: 'proposed', afterBlock: Math.max(0, blockNumber - finalDepth) }
}

function movedStep({
  step,
  hash,
  receipt,
}: Extract<Displacement, { status: 'moved' }>): StepRecord {
  const moved = confirmedStep(step, hash, receipt)
  if (step.isExecuted !== true) return moved
  const { gasUsed: _, gasPriceWei: __, ...shared } = moved
  return shared
}

/** What becomes of the step; undefined when it did not happen and cannot any more. */
function stepAfter(displaced: Displacement): StepRecord | undefined {
  switch (displaced.status) {
    case 'moved':
      return movedStep(displaced)
    case 'waiting':
      return reopened(displaced.step, 'sent')
    case 'absent':
    case 'unclear':
      if (displaced.step.isExecuted === true) return proposedAgain(displaced.step)
      return reopened(displaced.step, 'intended')
    case 'failed':
    case 'taken':
      return undefined
  }
}

function withStep(
  migration: MigrationRecord,
  id: string,
  step: StepRecord | undefined,
): MigrationRecord {
  const entries = Object.entries(migration.steps).flatMap(([other, known]) => {
    if (other !== id) return [[other, known] as const]
    return step === undefined ? [] : [[other, step] as const]
  })
  return { ...migration, steps: Object.fromEntries(entries) }
}

function withBlock(
  contract: DeployedContract,
  moved: ReadonlyMap<Hex, Extract<Displacement, { status: 'moved' }>>,
): DeployedContract {
  const found = contract.transactionHash && moved.get(contract.transactionHash)
  if (!found) return contract
  return {
    ...contract,
    transactionHash: found.hash,
    blockNumber: found.receipt.blockNumber,
  }
}

/** Whether a file has to run again: what it recorded of events may be otherwise in other blocks. */
function isOpenAgain(
  file: string,
  record: DeploymentRecord,
  displaced: readonly Displacement[],
): boolean {
  const own = displaced.filter((it) => it.file === file)
  if (own.some(({ status }) => status !== 'moved')) return true
  const hasMade = Object.values(record.contracts).some(
    ({ migration, transactionHash }) => migration === file && transactionHash === undefined,
  )
  return own.length > 0 && hasMade
}

/**
 * The record after a reorganisation: transactions are in their new blocks, those that are not in the
 * chain any more are followed again, those that cannot come back are forgotten. Contracts stay recorded:
 * should one come to another address, what uses it is done again.
 */
export function applyDisplacements(
  record: DeploymentRecord,
  displaced: readonly Displacement[],
): DeploymentRecord {
  const moved = new Map<Hex, Extract<Displacement, { status: 'moved' }>>()
  for (const it of displaced) {
    const { transactionHash } = it.step
    if (it.status === 'moved' && transactionHash !== undefined) moved.set(transactionHash, it)
  }
  const migrations = Object.entries(record.migrations).map(([file, migration]) => {
    const own = displaced.filter((it) => it.file === file)
    const changed = own.reduce((all, it) => withStep(all, it.id, stepAfter(it)), migration)
    const isOpen = isOpenAgain(file, record, displaced)
    return [file, isOpen ? { ...changed, completed: false } : changed]
  })
  const contracts = Object.entries(record.contracts).map(([name, contract]) => [
    name,
    withBlock(contract, moved),
  ])
  return {
    ...record,
    contracts: Object.fromEntries(contracts),
    migrations: Object.fromEntries(migrations),
  }
}
