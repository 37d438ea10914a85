import type { Web3Receipt } from '../rpc/receipt.js'
import { formatAddress, type TransactionFields } from '../rpc/transaction-fields.js'
import type { FunctionTarget } from './call-function.js'
import { detectChain } from './chain-access.js'
import { encodeCall, resolveOverload } from './contract-function.js'
import type { DecodedLog } from './decode-logs.js'
import { estimateGas, gasFor } from './gas.js'
import { createPromiEvent, type PromiEvent } from './promi-event.js'
import { sendTransaction } from './send-transaction.js'
import { type PreparedCall, prepareTransaction } from './transaction-parameters.js'

/** What a transaction to a contract resolves to. */
export interface TransactionResult {
  readonly tx: string
  readonly receipt: Web3Receipt
  readonly logs: readonly DecodedLog[]
}

/** `instance.f.sendTransaction(…args, fields?)`. */
export function createSend(
  target: FunctionTarget,
): (...values: unknown[]) => PromiEvent<TransactionResult> {
  return function send(...values) {
    const { promiEvent, resolve, reject } = createPromiEvent<TransactionResult>(send)
    runSend(target, values, promiEvent).then(resolve, reject)
    return promiEvent
  }
}

async function runSend(
  target: FunctionTarget,
  values: readonly unknown[],
  promiEvent: PromiEvent<unknown>,
): Promise<TransactionResult> {
  const { contract, address, method } = target
  const prepared = await prepareTransaction(contract, method?.entry, values)
  const chain = await detectChain(contract)
  const fields: TransactionFields = { ...prepared.fields, to: address }
  if (method !== undefined) fields['data'] = dataOf(target, prepared)
  fields['gas'] = await gasFor(contract, fields, chain.blockLimit)
  const receipt = await sendTransaction({ contract, fields, chain, promiEvent })
  return { tx: receipt.transactionHash, receipt, logs: receipt.logs as never }
}

function dataOf({ method }: FunctionTarget, { args, fields }: PreparedCall): unknown {
  return method === undefined ? fields['data'] : encodeCall(resolveOverload(method, args), args)
}

/** `instance.f.estimateGas(…args, fields?)`: a number. */
export function createEstimate(target: FunctionTarget): (...values: unknown[]) => Promise<number> {
  return async (...values) => {
    const { contract, address, method } = target
    const { args, fields } = await prepareTransaction(contract, method?.entry, values)
    await detectChain(contract)
    // web3 counts the arguments, looks at the sender, then at the arguments.
    const entry = method === undefined ? undefined : resolveOverload(method, args)
    if (fields['from']) fields['from'] = formatAddress(fields['from'])
    const data = entry === undefined ? fields['data'] : encodeCall(entry, args)
    return Number(await estimateGas(contract, { ...fields, to: address, data }))
  }
}

/** `instance.f.request(…args, fields?)`: what would be sent. */
export function createRequest(
  target: FunctionTarget,
): (...values: unknown[]) => Promise<TransactionFields> {
  return async (...values) => {
    const { contract, address, method } = target
    const prepared = await prepareTransaction(contract, method?.entry, values)
    await detectChain(contract)
    return { ...prepared.fields, to: address, data: dataOf(target, prepared) }
  }
}
