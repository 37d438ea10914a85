import type { Web3Receipt } from '../rpc/receipt.js'
import { formatSendFields, type TransactionFields } from '../rpc/transaction-fields.js'
import { codeAt, type DetectedChain, errorsOf, request } from './chain-access.js'
import { tellConfirmations } from './confirmations.js'
import type { ContractClass } from './contract-class.js'
import { decodeLogs } from './decode-logs.js'
import { priceTransaction } from './fees.js'
import type { PromiEvent } from './promi-event.js'
import { reasonOfData, reasonOfFailure } from './revert-reason.js'
import { StatusError } from './status-error.js'
import { waitForReceipt } from './transaction-receipt.js'

/** A transaction on its way. */
export interface Sending {
  readonly contract: ContractClass
  readonly fields: TransactionFields
  readonly chain: DetectedChain
  /** Hears of `transactionHash`, `receipt` and `error`. */
  readonly promiEvent: PromiEvent<unknown>
}

/**
 * Sends a transaction and waits until it is mined.
 *
 * @throws `StatusError` when it fails, the node's error when it is not accepted
 */
export async function sendTransaction(sending: Sending): Promise<Web3Receipt> {
  const { contract, fields } = sending
  const receipt = await submit(sending)
  const { contractAddress, status } = receipt
  if (fields['to'] !== undefined) {
    if (status === false) throw await statusError(sending, receipt)
  } else if (!contractAddress) {
    const text = "The transaction receipt didn't contain a contract address."
    throw await rejection(sending, receiptError(text, receipt))
  } else if (status === false || (status === undefined && !(await hasCode(contract, receipt)))) {
    const text = "The contract code couldn't be stored, please check your gas limit."
    throw await rejection(sending, receiptError(text, receipt))
  }
  tellReceipt(sending, receipt)
  return receipt
}

async function submit(sending: Sending): Promise<Web3Receipt> {
  const { contract, fields, chain, promiEvent } = sending
  try {
    formatSendFields(fields)
  } catch (error) {
    throw await withReason(sending, error)
  }
  await priceTransaction(contract, fields, chain.block)
  try {
    const hash = String(await sendFields(contract, fields))
    promiEvent.emit('transactionHash', hash)
    return await waitForReceipt(contract, hash)
  } catch (error) {
    throw await rejection(sending, error)
  }
}

/** Signed here when the class has a wallet with the sender in it. */
async function sendFields(contract: ContractClass, fields: TransactionFields): Promise<unknown> {
  const account = contract.wallet?.[String(fields['from'])]
  if (account === undefined) return request(contract, 'eth_sendTransaction', fields)
  const { from: _, ...unsigned } = fields
  const { rawTransaction } = await account.signTransaction(unsigned)
  return request(contract, 'eth_sendRawTransaction', rawTransaction)
}

async function hasCode(
  contract: ContractClass,
  { contractAddress }: Web3Receipt,
): Promise<boolean> {
  return (await codeAt(contract, String(contractAddress))).length > 2
}

function receiptError(message: string, receipt: Web3Receipt): Error {
  return Object.assign(new Error(message), { receipt })
}

/** Decodes the logs of a receipt, in place, and tells who listens. */
function tellReceipt({ contract, promiEvent }: Sending, receipt: Web3Receipt): void {
  receipt['rawLogs'] = receipt.logs
  receipt.logs = decodeLogs(contract, receipt.logs ?? []) as never
  promiEvent.emit('receipt', receipt)
  tellConfirmations(contract, promiEvent, receipt)
}

/** What web3 says of it is told as `error`; what the promise is rejected with is Truffle's. */
async function statusError(sending: Sending, receipt: Web3Receipt): Promise<StatusError> {
  const { contract, fields, promiEvent } = sending
  tellReceipt(sending, receipt)
  const text = `Transaction has been reverted by the EVM:\n${JSON.stringify(receipt, null, 2)}`
  promiEvent.emit('error', receiptError(text, receipt))
  return new StatusError({ fields, receipt, reason: await findReason(contract, fields) })
}

async function rejection(sending: Sending, error: unknown): Promise<unknown> {
  sending.promiEvent.emit('error', error)
  return withReason(sending, error)
}

/** Gives an error the reason that running the transaction again, as a call with gas to spare, brings to light. */
async function withReason(sending: Sending, error: unknown): Promise<unknown> {
  const { contract, fields, chain } = sending
  if (!(error instanceof Error)) return error
  const gas = `0x${(BigInt(chain.blockLimit) / 2n).toString(16)}`
  const reason = await findReason(contract, { ...fields, gas })
  if (!reason) return error
  error.message += ` -- Reason given: ${reason}.`
  return Object.assign(error, { reason })
}

async function findReason(
  contract: ContractClass,
  fields: TransactionFields,
): Promise<string | undefined> {
  try {
    const data = await request(contract, 'eth_call', fields, 'latest')
    return reasonOfData(String(data), errorsOf(contract))
  } catch (error) {
    return reasonOfFailure(error, errorsOf(contract))
  }
}
