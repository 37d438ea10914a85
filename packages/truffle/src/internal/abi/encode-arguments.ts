import type { AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder } from 'ethers'
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
    if (type.includes('tuple')) assertTupleArray(type, value)
    return value
  })
  const canonical = types.map((type, index) => toCanonicalValue(type, padded[index]))
  if (areWords(types)) return encodeWords(types, canonical)
  return AbiCoder.defaultAbiCoder().encode(list.paramTypes, canonical)
}

/** web3 looks at arrays of structs before ethers does; whatever is none fails here with the text that it fails with. */
function assertTupleArray(type: string, value: unknown): void {
  if (!type.endsWith(']')) return
  const [, length] = /\[(\d*)\]$/.exec(type) ?? []
  const param = value as readonly unknown[]
  if (length && /^\w+(\[\])*\[\d+\]$/.test(type) && param.length !== Number(length)) {
    throw new Error('Array length does not matches with the given input')
  }
  const inner = type.replace(/\[\d*\]$/, '')
  if (inner.endsWith(']')) param.map((p) => assertTupleArray(inner, p))
  else param.map((p) => (p as Readonly<Record<string, unknown>>)['0'])
}
