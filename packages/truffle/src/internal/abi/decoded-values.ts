import type { AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder, type Result as EthersResult } from 'ethers'
import type { AbiType } from './abi-type.js'
import { asEthers5Error } from './ethers5-error.js'
import { type ParameterList, parameterListOf } from './parameter-list.js'
import { areWords, decodeWords } from './word-coding.js'

/** What web3 gives for several values: by index, by name, and how many there are. */
export class Result {
  [key: string]: unknown
  __length__?: number
}

// Bundlers rename classes, and users see the name when a value is printed.
Object.defineProperty(Result, 'name', { value: 'Result' })

/** What web3 says when there is nothing to decode. */
export const noValues =
  "Returned values aren't valid, did it run Out of Gas? You might also see this error if you are not using the correct ABI for the contract you are retrieving data from, requesting data from a block number that does not exist, or querying a node which is not fully synced."

/**
 * What a call gave back, as web3 gives it: one value bare, several as a `Result`; integers as decimal text.
 *
 * @throws an error with web3's text when there is nothing
 */
export function decodeOutputs(outputs: readonly AbiParameter[] | undefined, data: string): unknown {
  if (data === '') return null
  const result = decodeParameters(outputs ?? [], data)
  if (result.__length__ === 1) return result['0']
  delete result.__length__
  return result
}

/** Several values; fails when there is nothing. */
export function decodeParameters(parameters: readonly AbiParameter[], data: string): Result {
  if (parameters.length > 0 && data.length <= 2) throw new Error(noValues)
  const values = decodeList(parameterListOf(parameters), data, 'strict')
  const result = new Result()
  result.__length__ = 0
  parameters.forEach(({ name, type }, index) => {
    const value = nullForNoBytes(type, values[index])
    result[index] = value
    if (name) result[name] = value
  })
  result.__length__ = parameters.length
  return result
}

/** web3 has null for no bytes, except inside of arrays and structs. */
export function nullForNoBytes(type: string, value: unknown): unknown {
  return value === '0x' && type !== 'string' ? null : value
}

/** Values as web3 has them, in an array. `loose` forgives what old compilers got wrong in logs. */
export function decodeList(list: ParameterList, data: string, mode: 'strict' | 'loose'): unknown[] {
  const { types } = list
  const words = areWords(types) ? decodeWords(types, data) : undefined
  if (words !== undefined) return words
  try {
    const result = AbiCoder.defaultAbiCoder().decode(list.paramTypes, data, mode === 'loose')
    return types.map((type, index) => web3Value(type, result[index]))
  } catch (error) {
    throw asEthers5Error(error)
  }
}

/** Decodes values for our own use: integers as decimal text, no value is null. */
export function decodeValues(parameters: readonly AbiParameter[], data: string): unknown[] {
  return decodeList(parameterListOf(parameters), data, 'strict')
}

function web3Value(type: AbiType, value: unknown): unknown {
  switch (type.kind) {
    case 'number':
      return String(value)
    case 'array':
      return [...(value as EthersResult)].map((item) => web3Value(type.item, item))
    case 'tuple':
      return namedTuple(type.components, value as EthersResult)
    default:
      return value
  }
}

/** An array that has its values by name too, as ethers 5 made them. */
function namedTuple(components: readonly AbiType[], value: EthersResult): unknown[] {
  const values = components.map((component, index) => web3Value(component, value[index]))
  const names = components.map(({ name }) => name)
  const named: Record<string, unknown> = values as never
  names.forEach((name, index) => {
    if (name === '' || names.indexOf(name) !== names.lastIndexOf(name)) return
    const key = name === 'length' ? '_length' : name
    if (named[key] == null) named[key] = values[index]
  })
  return values
}
