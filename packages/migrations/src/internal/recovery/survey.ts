import type { Hex } from '@scaffold-evm/common'
import type { DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import type { StepPosition } from '../journal/journal.js'
import type { ChainReader, MinedReceipt, NodeTransaction } from '../steps/chain-reader.js'
import { inBatches } from './in-batches.js'
import { lookUp, minedOf, type Standing } from './look-up.js'

/** A confirmed step whose transaction is not where it was. */
export type Displacement = StepPosition & { readonly step: StepRecord } & (
    | { readonly status: 'moved'; readonly hash: Hex; readonly receipt: MinedReceipt }
    | { readonly status: 'waiting' }
    | { readonly status: 'absent' }
    | { readonly status: 'failed'; readonly hash: Hex }
    | { readonly status: 'taken'; readonly by: NodeTransaction }
    | { readonly status: 'unclear' }
  )

/** What a look at the chain gave. */
export interface Survey {
  /** How many steps were looked at. */
  readonly count: number
  readonly displaced: readonly Displacement[]
}

/** Blocks behind the newest that no reorganisation reaches, by far: Ethereum is final after 64 to 96. */
export const finalDepth = 256

function confirmedSteps(
  record: DeploymentRecord,
): readonly (StepPosition & { readonly step: StepRecord })[] {
  return Object.entries(record.migrations).flatMap(([file, { steps }]) =>
    Object.entries(steps).flatMap(([id, step]) =>
      step.status === 'confirmed' && step.transactionHash !== undefined ? [{ file, id, step }] : [],
    ),
  )
}

/** Others sent it, so that its nonce says nothing. */
async function lookUpExecuted(step: StepRecord, reader: ChainReader): Promise<Standing> {
  const mined = await minedOf(step, reader)
  return mined ?? { status: 'absent' }
}

async function lookAt(
  at: StepPosition & { readonly step: StepRecord },
  reader: ChainReader,
  isOthers: (hash: Hex) => boolean,
): Promise<Displacement | undefined> {
  const { step } = at
  const { transactionHash: known, blockNumber = 0 } = step
  const afterBlock = Math.max(0, blockNumber - finalDepth)
  const standing =
    step.isExecuted === true
      ? await lookUpExecuted(step, reader)
      : await lookUp({ ...step, afterBlock }, reader, isOthers)
  if (standing.status !== 'mined') return { ...at, ...standing }
  const { hash, receipt } = standing
  if (!receipt.succeeded) return { ...at, status: 'failed', hash }
  const isSame = hash === known && receipt.blockNumber === step.blockNumber
  return isSame ? undefined : { ...at, status: 'moved', hash, receipt }
}

/**
 * Looks whether the transactions of confirmed steps are in the blocks in which they were, in chains of
 * which it is to be thought: those from `fromBlock` on.
 */
export async function surveySteps(
  record: DeploymentRecord,
  reader: ChainReader,
  fromBlock: number,
): Promise<Survey> {
  const steps = confirmedSteps(record)
  const recent = steps.filter(({ step }) => (step.blockNumber ?? 0) >= fromBlock)
  const ownerOf = new Map(steps.map((at) => [at.step.transactionHash, at]))
  const found = await inBatches(recent, (at) =>
    lookAt(at, reader, (hash) => ownerOf.has(hash) && ownerOf.get(hash) !== at),
  )
  return { count: recent.length, displaced: found.filter((it) => it !== undefined) }
}
