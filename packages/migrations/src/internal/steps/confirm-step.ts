import type { Hex } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import { digestTransaction } from '../files/digest.js'
import type { MinedReceipt } from './chain-reader.js'
import type { StepRequest } from './step.js'
import type { StepContext } from './step-context.js'

/** A step that is in the chain; what it took to get there is left out. */
export function confirmedStep(step: StepRecord, hash: Hex, receipt: MinedReceipt): StepRecord {
  const { replaced: _, signedWith: __, afterBlock: ___, ...rest } = step
  return {
    ...rest,
    status: 'confirmed',
    transactionHash: hash,
    blockNumber: receipt.blockNumber,
    gasUsed: Number(receipt.gasUsed),
    gasPriceWei: String(receipt.gasPriceWei),
  }
}

/** What a transaction did, when it need not be what was recorded last: another of the step's was mined. */
async function minedDigest(step: StepRecord, hash: Hex, context: StepContext): Promise<Hex> {
  if (hash === step.transactionHash) return step.digest
  const tx = await context.reader.transaction(hash)
  return tx === undefined ? step.digest : digestTransaction(tx)
}

async function madeAddress(
  { contractAddress }: MinedReceipt,
  { address, kind }: StepRequest,
): Promise<string | undefined> {
  if (address !== undefined) return address
  if (contractAddress === undefined || kind !== 'deploy') return undefined
  const { getAddress } = await import('@scaffold-evm/project/ethers')
  return getAddress(contractAddress)
}

/** Writes down that a step is done, together with the contract that it made. */
export async function confirmStep(
  step: StepRecord,
  mined: { readonly hash: Hex; readonly receipt: MinedReceipt; readonly request: StepRequest },
  context: StepContext,
): Promise<StepRecord> {
  const { hash, receipt, request } = mined
  const { journal } = context
  const digest = await minedDigest(step, hash, context)
  const confirmed = { ...confirmedStep(step, hash, receipt), digest }
  const address = await madeAddress(receipt, request)
  const done = address === undefined ? confirmed : { ...confirmed, address }
  if (request.deploys === undefined || address === undefined) {
    await journal.saveStep(request, done, request.records)
    return done
  }
  const { name, contract } = request.deploys
  const { blockNumber } = receipt
  const where = { address, migration: request.file, transactionHash: hash, blockNumber }
  await journal.saveStep(request, done, {
    ...request.records,
    [name]: { ...contract, ...where },
  })
  return done
}
