import { isBigNumberLike } from '../abi/big-number-like.js'
import { decodeOutputs } from '../abi/decoded-values.js'
import { formatNumbers } from '../abi/number-format.js'
import {
  formatAddress,
  formatBlock,
  formatCallFields,
  type TransactionFields,
} from '../rpc/transaction-fields.js'
import { errorsOf, request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'
import { type ContractFunction, encodeCall, resolveOverload } from './contract-function.js'
import { createPromiEvent, type PromiEvent } from './promi-event.js'
import { reasonOfFailure } from './revert-reason.js'
import { hasBlock, prepareCall } from './transaction-parameters.js'

/** What a function of an instance is made of: nothing of the ABI for `instance.call` and its like. */
export interface FunctionTarget {
  readonly contract: ContractClass
  readonly address: string
  readonly method: ContractFunction | undefined
}

/** `instance.f.call(…args, fields?, block?)`. */
export function createCall(target: FunctionTarget): (...values: unknown[]) => PromiEvent<unknown> {
  return function call(...values) {
    const { promiEvent, resolve, reject } = createPromiEvent<unknown>(call)
    runCall(target, values).then(resolve, reject)
    return promiEvent
  }
}

async function runCall(
  { contract, address, method }: FunctionTarget,
  values: readonly unknown[],
): Promise<unknown> {
  const withBlock = hasBlock(method?.entry, values)
  const block = withBlock ? values.at(-1) : 'latest'
  const given = withBlock ? values.slice(0, -1) : values
  const { args, fields: prepared } = await prepareCall(contract, method?.entry, given)
  // web3 takes an object for the fields wherever it comes.
  const fields = isObject(block) ? { ...block } : prepared
  fields['to'] = address
  const entry = method === undefined ? undefined : resolveOverload(method, args)
  if (fields['from']) fields['from'] = formatAddress(fields['from'])
  if (entry !== undefined) fields['data'] = encodeCall(entry, args)
  formatCallFields(fields)
  const data = await ethCall(contract, fields, formatBlock(isObject(block) ? 'latest' : block))
  if (entry === undefined) return data
  const outputs = decodeOutputs(entry.outputs, data)
  return formatNumbers(outputs, method?.entry.outputs ?? [], contract.numberFormat)
}

function isObject(value: unknown): value is TransactionFields {
  return typeof value === 'object' && value !== null && !isBigNumberLike(value)
}

async function ethCall(contract: ContractClass, ...params: unknown[]): Promise<string> {
  try {
    return String(await request(contract, 'eth_call', ...params))
  } catch (error) {
    await awaitOthers(contract)
    throw explainCall(contract, error)
  }
}

/**
 * What was asked of the node meanwhile is answered before a call fails, as in Truffle, which asks for a block before
 * each: helpers such as `expectRevert` ask something first, and take hold of the failure only then.
 */
async function awaitOthers(contract: ContractClass): Promise<void> {
  await request(contract, 'eth_blockNumber').catch(() => undefined)
}

/** Truffle leaves errors of calls as they are; ours know their reason, and name the custom error. */
function explainCall(contract: ContractClass, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const reason = reasonOfFailure(error, errorsOf(contract))
  if (!reason) return error
  if (reason.startsWith('Custom error ') && !reason.includes('could not decode')) {
    error.message += ` -- Reason given: ${reason}.`
  }
  return Object.assign(error, { reason })
}
