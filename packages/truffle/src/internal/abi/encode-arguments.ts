import type { AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder } from 'ethers'
import { toCanonicalValue } from './canonical-value.js'
import { parameterListOf } from './parameter-list.js'
import { padAsWeb3 } from './web3-padding.js'

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
  const { types, paramTypes } = parameterListOf(parameters)
  const padded = parameters.map(({ type }, index) => {
    const value = padAsWeb3(type, values[index])
    if (type.includes('tuple')) assertTupleArray(type, value)
    return value
  })
  const canonical = types.map((type, index) => toCanonicalValue(type, padded[index]))
  return AbiCoder.defaultAbiCoder().encode(paramTypes, canonical)
}

/** web3 looks at the outermost array of structs before ethers does. */
function assertTupleArray(type: string, value: unknown): void {
  if (!type.endsWith(']')) return
  const length = /\[(\d+)\]/.exec(type)?.[1]
  const param = value as readonly unknown[]
  if (length !== undefined && !type.includes('[]') && param.length !== Number(length)) {
    throw new Error('Array length does not matches with the given input')
  }
  // Whatever is no array fails here with the text that web3 fails with.
  param.map((item) => item)
}
