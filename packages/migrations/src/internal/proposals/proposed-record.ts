import type { DeployedContract, StepRecord } from '@scaffold-evm/project'
import { getCreateAddress } from '@scaffold-evm/project/ethers'
import { digestTransaction } from '../files/digest.js'
import type { RecordedContracts } from '../steps/step.js'
import type { CollectedStep } from './collecting-gate.js'

function addressOf({ request, unsigned }: CollectedStep): string | undefined {
  const { address, content, from } = request
  if (address !== undefined || content.to !== undefined || unsigned === undefined) return address
  return getCreateAddress({ from, nonce: unsigned.nonce })
}

/** What is recorded of contracts when the step has happened. */
function makes(
  { request }: CollectedStep,
  address: string | undefined,
): RecordedContracts | undefined {
  const { deploys, records, file } = request
  if (deploys === undefined || address === undefined) return records
  const contract: DeployedContract = { ...deploys.contract, address, migration: file }
  return { ...records, [deploys.name]: contract }
}

/** The record of a step that is proposed. */
export function proposedRecord(step: CollectedStep, afterBlock: number): StepRecord {
  const { kind, from, label, content, deploys } = step.request
  const address = addressOf(step)
  const made = makes(step, address)
  return {
    kind,
    status: 'proposed',
    label,
    ...(deploys === undefined ? {} : { name: deploys.name }),
    ...(content.to === undefined ? {} : { to: content.to }),
    from,
    nonce: step.unsigned?.nonce ?? 0,
    digest: digestTransaction(content),
    afterBlock,
    ...(address === undefined ? {} : { address }),
    ...(made === undefined ? {} : { makes: made }),
  }
}
