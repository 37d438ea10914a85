import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { type Connection, describeRevert, revertData } from '@scaffold-evm/project'
import { signerMissingError } from '../../errors/proposal.js'
import { migrationInterruptedError } from '../../errors/run.js'
import {
  migrationFundsError,
  migrationRejectedError,
  migrationRevertedError,
} from '../../errors/step.js'
import type { Journal } from '../journal/journal.js'
import { isForeignStep } from '../proposals/foreign.js'
import { senderKind } from '../proposals/sender-kind.js'
import { formatEther } from '../text/format-ether.js'
import type { ChainReader } from './chain-reader.js'
import type { StepRequest } from './step.js'

const fundsPattern =
  /insufficient funds|enough funds|insufficient balance|exceeds? (?:the )?balance|lacks funds/i

async function gasCost(request: StepRequest, reader: ChainReader): Promise<bigint | undefined> {
  const { from, content, fields } = request
  try {
    // Without value and price, so that the node does not refuse for the same reason.
    const call = {
      from,
      data: content.data,
      ...(content.to === undefined ? {} : { to: content.to }),
    }
    const gas = BigInt(String(fields.gas ?? (await reader.ask('eth_estimateGas', call))))
    const price = fields.maxFeePerGas ?? fields.gasPrice ?? (await reader.ask('eth_gasPrice'))
    return gas * BigInt(String(price))
  } catch {
    // Then the error says only what the account has.
    return undefined
  }
}

async function fundsError(
  request: StepRequest,
  reader: ChainReader,
  cause: unknown,
): Promise<Error> {
  const balance = await reader.balanceWei(request.from)
  const cost = await gasCost(request, reader)
  const funds = {
    address: request.from,
    balance: formatEther(balance),
    need: cost === undefined ? undefined : formatEther(cost + request.content.valueWei),
  }
  return migrationFundsError(request.place, funds, cause)
}

function transactionHashOf(error: unknown): string | undefined {
  const hash: unknown = Reflect.get(Object(error), 'transactionHash')
  return typeof hash === 'string' ? hash : undefined
}

/** Who should have signed, when that is nobody of ours. */
async function foreignSender(
  request: StepRequest,
  { connection, reader }: { readonly connection: Connection; readonly reader: ChainReader },
): Promise<{ readonly from: string; readonly isContract: boolean } | undefined> {
  const { from } = request
  const isOther = connection.devchain === undefined && (await isForeignStep(connection, request))
  if (!isOther) return undefined
  return { from, isContract: (await senderKind(from, reader)) !== 'account' }
}

/** What went wrong when a step was sent, in the words of the migration. */
export async function explainStepError(
  error: unknown,
  request: StepRequest,
  at: { readonly connection: Connection; readonly reader: ChainReader; readonly journal: Journal },
): Promise<unknown> {
  if (isScaffoldError(error, 'NETWORK_UNREACHABLE')) return interrupted(error, request, at.journal)
  if (isScaffoldError(error)) return error
  const message = errorMessage(error)
  const data = revertData(error)
  const isRevert = data !== undefined || /revert/i.test(message)
  const foreign = isRevert ? undefined : await foreignSender(request, at).catch(() => undefined)
  if (foreign !== undefined) {
    return signerMissingError(request.place, { ...foreign, reason: message }, error)
  }
  if (fundsPattern.test(message)) {
    return fundsError(request, at.reader, error).catch(() =>
      migrationRejectedError(request.place, message, error),
    )
  }
  if (!isRevert) return migrationRejectedError(request.place, message, error)
  const reason = data === undefined ? message : describeRevert(data, request.interfaces)
  const transactionHash = transactionHashOf(error)
  return migrationRevertedError(request.place, { reason, transactionHash }, error)
}

/** The network is gone; what is known stays in the record. */
export function interrupted(error: Error, request: StepRequest, journal: Journal): Error {
  const step = journal.step(request.file, request.id)
  const isOpen = step !== undefined && step.status !== 'confirmed'
  const pending = isOpen ? (step.transactionHash ?? `with nonce ${step.nonce}`) : undefined
  const state = { recorded: journal.confirmedCount, recordPath: journal.path, pending }
  return migrationInterruptedError(request.place, state, error)
}

/** The network is gone while a file asked it for something else than a step. */
export function interruptedBetween(error: Error, file: string, journal: Journal): Error {
  const open = journal.openSteps().find((step) => step.file === file)?.step
  const pending = open && (open.transactionHash ?? `with nonce ${open.nonce}`)
  const { confirmedCount: recorded, path: recordPath } = journal
  const place = { file, step: file, source: undefined, recordPath }
  return migrationInterruptedError(place, { recorded, recordPath, pending }, error)
}
