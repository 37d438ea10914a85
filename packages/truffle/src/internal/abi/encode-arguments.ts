import type { AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder } from 'ethers'
import { bigNumberDigits, isBigNumberLike } from './big-number-like.js'
import { toCanonicalValue } from './canonical-value.js'
import { parameterListOf } from './parameter-list.js'
import { padAsWeb3 } from './web3-padding.js'
import { areWords, encodeWords } from './word-coding.js'

/**
 * Arguments as hex digits after `0x`, read as web3 1.10 reads them.
 *
 * @throws errors of ethers 5
 */
export function encodeArguments(
  parameters: readonly AbiParameter[] | undefined,
  values: readonly unknown[],
): string {
  if (parameters === undefined || parameters.length === 0) return '0x'
  const list = parameterListOf(parameters)
  const { types } = list
  const padded = parameters.map(({ type }, index) => {
    const value = padAsWeb3(type, values[index])
    return type.includes('tuple') ? readTupleArray(type, value) : value
  })
  const canonical = types.map((type, index) => toCanonicalValue(type, padded[index]))
  if (areWords(types)) return encodeWords(types, canonical)
  return AbiCoder.defaultAbiCoder().encode(list.paramTypes, canonical)
}

/**
 * web3 looks at arrays of structs before ethers does: whatever is none fails here with the text that it fails with, and
 * of each struct the first field, if it is a number of a library, becomes digits, which a text can be.
 */
function readTupleArray(type: string, value: unknown): unknown {
  if (!type.endsWith(']')) return value
  const [, length] = /\[(\d*)\]$/.exec(type) ?? []
  const param = value as readonly unknown[]
  if (length && /^\w+(\[\])*\[\d+\]$/.test(type) && param.length !== Number(length)) {
    throw new Error('Array length does not matches with the given input')
  }
  const inner = type.replace(/\[\d*\]$/, '')
  return param.map((item) => (inner.endsWith(']') ? readTupleArray(inner, item) : readTuple(item)))
}

function readTuple(item: unknown): unknown {
  const first = (item as Readonly<Record<string, unknown>>)['0']
  if (!Array.isArray(item) || !isBigNumberLike(first)) return item
  return [bigNumberDigits(first), ...item.slice(1)]
}
