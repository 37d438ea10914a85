import type { Hex } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import { notExecutedError } from '../../errors/proposal.js'
import { digestTransaction } from '../files/digest.js'
import type { Journal, PlacedStep } from '../journal/journal.js'
import { lookUp } from '../recovery/look-up.js'
import type { ChainReader, MinedReceipt } from '../steps/chain-reader.js'
import { confirmedStep } from '../steps/confirm-step.js'
import type { RecordedContracts } from '../steps/step.js'
import { callsByContract } from './calls-by-contract.js'
import { findExecutions, wroteLogIn } from './find-executions.js'
import { senderKind } from './sender-kind.js'

/** Where proposals may have been executed. */
export interface SettleContext {
  readonly journal: Journal
  readonly reader: ChainReader
  readonly warn: (text: string) => void
  /** Transactions of which the user says that proposals were executed in them. */
  readonly executed: readonly Hex[]
}

/** What was proposed, with the transaction in which it happened. */
function made({ makes = {}, name }: StepRecord, hash: Hex, block: number): RecordedContracts {
  const entries = Object.entries(makes).map(([key, contract]) => [
    key,
    key === name ? { ...contract, transactionHash: hash, blockNumber: block } : contract,
  ])
  return Object.fromEntries(entries)
}

async function confirm(
  { file, id, step }: PlacedStep,
  mined: { readonly hash: Hex; readonly receipt: MinedReceipt; readonly isExecuted: boolean },
  { journal }: SettleContext,
): Promise<void> {
  const { hash, receipt, isExecuted } = mined
  const { makes: _, ...confirmed } = confirmedStep(step, hash, receipt)
  const { gasUsed: __, gasPriceWei: ___, ...shared } = confirmed
  // The gas is that of all that was done in the transaction.
  const done: StepRecord = isExecuted ? { ...shared, isExecuted: true } : confirmed
  await journal.saveStep({ file, id }, done, made(step, hash, receipt.blockNumber))
}

/** The transaction in which a contract did a step: one more time than the record says already. */
async function findExecution(
  { step }: PlacedStep,
  candidates: readonly Hex[],
  { journal, reader, executed }: SettleContext,
): Promise<{ readonly hash: Hex; readonly receipt: MinedReceipt } | undefined> {
  for (const hash of candidates) {
    const receipt = await reader.receipt(hash)
    if (receipt?.succeeded !== true) continue
    const calls = await callsByContract(hash, step.from, reader)
    const isDone =
      calls === undefined
        ? executed.includes(hash) && (await wroteLogIn(hash, step.from, reader))
        : calls.filter((call) => digestTransaction(call) === step.digest).length >
          journal.countOf(hash, step.digest)
    if (isDone) return { hash, receipt }
  }
  return undefined
}

async function settleOfContract(placed: PlacedStep, context: SettleContext): Promise<boolean> {
  const { from, afterBlock = 0 } = placed.step
  const named = await findExecution(placed, context.executed, context)
  const found =
    named ??
    (await findExecution(placed, await findExecutions(from, afterBlock, context.reader), context))
  if (found === undefined) return false
  await confirm(placed, { ...found, isExecuted: true }, context)
  return true
}

/** A plain account has one transaction of that nonce, whoever sent it. */
async function settleOfAccount(placed: PlacedStep, context: SettleContext): Promise<boolean> {
  const { journal, reader, warn } = context
  const { file, id, step } = placed
  const standing = await lookUp(step, reader, (hash) => journal.isOfOther(hash, placed))
  if (standing.status === 'mined' && standing.receipt.succeeded) {
    await confirm(placed, { ...standing, isExecuted: false }, context)
    return true
  }
  if (standing.status === 'mined' || standing.status === 'taken') {
    const what = standing.status === 'mined' ? 'failed' : 'cannot be sent any more'
    warn(`${file}: the proposed transaction of "${id}" ${what}; it has to be proposed again`)
    await journal.dropStep(placed)
  }
  return false
}

/**
 * Looks for what was proposed in earlier runs and writes down what has happened.
 *
 * @throws `MIGRATION_NOT_EXECUTED` when the user names a transaction that did nothing of it.
 */
export async function settleProposals(context: SettleContext): Promise<void> {
  const { journal, reader, executed } = context
  let settled = 0
  for (const placed of journal.proposedSteps()) {
    const isAccount = (await senderKind(placed.step.from, reader)) === 'account'
    const isSettled = await (isAccount ? settleOfAccount : settleOfContract)(placed, context)
    if (isSettled) settled += 1
  }
  const [first] = executed
  if (first !== undefined && settled === 0) throw notExecutedError(first)
}
