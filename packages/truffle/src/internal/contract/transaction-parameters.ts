import type { AbiEntry } from '@scaffold-evm/compiler'
import { bigNumberDigits, isBigNumberLike } from '../abi/big-number-like.js'
import type { TransactionFields } from '../rpc/transaction-fields.js'
import type { ContractClass } from './contract-class.js'
import { resolveNames } from './ens-names.js'

const fieldNames: ReadonlySet<string> = new Set([
  'from',
  'to',
  'gas',
  'gasPrice',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'value',
  'data',
  'nonce',
  'accessList',
  'type',
  'privateFor',
  'overwrite',
])

const prices = ['gasPrice', 'maxFeePerGas', 'maxPriorityFeePerGas']

/** What a function of a contract was called with, taken apart. */
export interface PreparedCall {
  readonly args: readonly unknown[]
  readonly fields: TransactionFields
}

/** Takes the transaction's fields from behind the arguments, over the defaults of the class. */
export async function prepareTransaction(
  contract: ContractClass,
  entry: AbiEntry | undefined,
  values: readonly unknown[],
): Promise<PreparedCall> {
  const prepared = prepare(contract.class_defaults, entry, values)
  return contract.ens?.enabled ? resolveNames(contract, entry, prepared) : prepared
}

/** The same for a call, of which default prices are no part: nodes would want the money for it. */
export async function prepareCall(
  contract: ContractClass,
  entry: AbiEntry | undefined,
  values: readonly unknown[],
): Promise<PreparedCall> {
  const defaults = { ...contract.class_defaults }
  for (const price of prices) delete defaults[price]
  const prepared = prepare(defaults, entry, values)
  return contract.ens?.enabled ? resolveNames(contract, entry, prepared) : prepared
}

function prepare(
  defaults: TransactionFields,
  entry: AbiEntry | undefined,
  values: readonly unknown[],
): PreparedCall {
  const count = inputCount(entry)
  const last = values.at(-1)
  const hasFields = values.length === count + 1 && isTransactionFields(last)
  const args = hasFields ? values.slice(0, -1) : values
  args.forEach(assertIntegers)
  return { args, fields: { ...defaults, ...(hasFields ? last : {}) } }
}

function inputCount(entry: AbiEntry | undefined): number {
  return entry?.inputs?.length ?? 0
}

function isTransactionFields(value: unknown): value is TransactionFields {
  if (typeof value !== 'object' || Array.isArray(value)) return false
  // Of null it fails with the text that Truffle fails with.
  return (
    !isBigNumberLike(value) && Object.keys(value as object).some((name) => fieldNames.has(name))
  )
}

/** Truffle has numbers of libraries read by ethers 4 first, in arrays too: it takes integers. */
function assertIntegers(value: unknown): void {
  if (Array.isArray(value)) value.forEach(assertIntegers)
  if (!isBigNumberLike(value)) return
  const digits = bigNumberDigits(value)
  if (/^-?[0-9]*$/.test(digits)) return
  const reason = 'invalid BigNumber string value'
  const error = new Error(`${reason} (arg="value", value="${digits}", version=4.0.49)`)
  throw Object.assign(error, { reason, code: 'INVALID_ARGUMENT', arg: 'value', value: digits })
}

/** Whether the last of the values says at which block to call. To Truffle null is an object. */
export function hasBlock(entry: AbiEntry | undefined, values: readonly unknown[]): boolean {
  const last = values.at(-1)
  const isObject = typeof last === 'object' && !Array.isArray(last) && !isBigNumberLike(last)
  return values.length - (isObject ? 1 : 0) > inputCount(entry)
}
