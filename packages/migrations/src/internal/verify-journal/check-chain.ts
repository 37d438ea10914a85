import type { Hex } from '@scaffold-evm/common'
import type { DeployedContract, DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import type { JournalProblem, JournalProblemCode } from '../../run/journal-report.js'
import { digestTransaction } from '../files/digest.js'
import { callsByContract } from '../proposals/calls-by-contract.js'
import { inBatches } from '../recovery/in-batches.js'
import type { ChainReader, NodeTransaction } from '../steps/chain-reader.js'
import { type NamedStep, stepsOf } from './check-record.js'

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function contentProblem({ step }: NamedStep, tx: NodeTransaction): string | undefined {
  if (!isSame(tx.from, step.from)) return `its sender is ${tx.from}, recorded is ${step.from}`
  if (tx.nonce !== step.nonce) return `its nonce is ${tx.nonce}, recorded is ${step.nonce}`
  if (digestTransaction(tx) === step.digest) return undefined
  return 'its target, value or data is other than what was recorded'
}

/** What a contract was to do has to be among what it did, where that can be known. */
async function executionProblem(
  { from, digest }: StepRecord,
  hash: Hex,
  reader: ChainReader,
): Promise<string | undefined> {
  const calls = await callsByContract(hash, from, reader)
  const isDone = calls === undefined || calls.some((call) => digestTransaction(call) === digest)
  return isDone ? undefined : `${from} did not do in it what was recorded`
}

/** A confirmed step against its transaction and receipt. */
async function checkStep(
  named: NamedStep,
  reader: ChainReader,
): Promise<readonly JournalProblem[]> {
  const { subject, step } = named
  const { transactionHash: hash } = step
  const problem = (code: JournalProblemCode, text: string): readonly JournalProblem[] => [
    { code, subject, text },
  ]
  if (step.status !== 'confirmed' || hash === undefined) return []
  const [tx, receipt] = [await reader.transaction(hash), await reader.receipt(hash)]
  if (tx === undefined || receipt === undefined) {
    return problem('transaction-missing', `the chain does not have ${hash}`)
  }
  const other =
    step.isExecuted === true
      ? await executionProblem(step, hash, reader)
      : contentProblem(named, tx)
  if (other !== undefined) return problem('transaction-other', `${hash}: ${other}`)
  if (!receipt.succeeded) return problem('transaction-failed', `${hash} failed`)
  if (receipt.blockNumber !== step.blockNumber) {
    const text = `${hash} is in block ${receipt.blockNumber}, recorded is ${step.blockNumber}`
    return problem('block-other', text)
  }
  const made = receipt.contractAddress
  if (made === undefined || step.address === undefined || isSame(made, step.address)) return []
  return problem('address-other', `${hash} made ${made}, recorded is ${step.address}`)
}

async function checkContract(
  name: string,
  { address }: DeployedContract,
  reader: ChainReader,
): Promise<readonly JournalProblem[]> {
  if (await reader.hasCode(address)) return []
  return [{ code: 'code-missing', subject: name, text: `there is no code at ${address}` }]
}

async function checkIdentity(
  record: DeploymentRecord,
  reader: ChainReader,
): Promise<readonly JournalProblem[]> {
  const subject = record.network
  const chainId = await reader.chainId()
  if (String(chainId) !== record.chainId) {
    const text = `the chain id is ${chainId}, recorded is ${record.chainId}`
    return [{ code: 'chain-other', subject, text }]
  }
  const genesisHash = await reader.genesisHash()
  if (genesisHash === record.genesisHash) return []
  const text = `the first block is ${genesisHash}, recorded is ${record.genesisHash}`
  return [{ code: 'chain-other', subject, text }]
}

/** What a record says that is not so on the chain. */
export async function checkChain(
  record: DeploymentRecord,
  reader: ChainReader,
): Promise<readonly JournalProblem[]> {
  const other = await checkIdentity(record, reader)
  if (other.length > 0) return other
  const steps = await inBatches(stepsOf(record), (step) => checkStep(step, reader))
  const contracts = await inBatches(Object.entries(record.contracts), ([name, contract]) =>
    checkContract(name, contract, reader),
  )
  return [...steps, ...contracts].flat()
}
