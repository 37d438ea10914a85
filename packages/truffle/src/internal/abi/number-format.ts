import type { AbiParameter } from '@scaffold-evm/compiler'
import BigNumber from 'bignumber.js'
import numberToBn from 'number-to-bn'
import type { Result } from './decoded-values.js'

/** What integers come as. */
export type NumberFormat = 'BigNumber' | 'BN' | 'String' | 'BigInt'

export const numberFormats: readonly NumberFormat[] = ['BigNumber', 'BN', 'String', 'BigInt']

/**
 * Turns decimal text into what was asked for; or hex, which an overload that gives an address makes of an integer.
 *
 * A BN is one that `web3.utils.toBN` makes, of bn.js 4 and with its spare word: tests compare them field by field.
 */
export function formatNumber(digits: string, format: NumberFormat): unknown {
  switch (format) {
    case 'BN':
      return numberToBn(digits)
    case 'BigNumber':
      return new BigNumber(digits)
    case 'BigInt':
      return BigInt(digits)
    case 'String':
      return digits
    default:
      throw new Error(`Attempting to convert to unknown number format: ${String(format)}`)
  }
}

/**
 * Formats the integers of what a call or an event gave. Those inside structs stay decimal text: Truffle never looked
 * there, and tests count on it.
 */
export function formatNumbers(
  value: unknown,
  parameters: readonly AbiParameter[],
  format: NumberFormat,
): unknown {
  let result = value
  parameters.forEach((parameter, index) => {
    if (!parameter.type.includes('int')) return
    if (isResult(result, parameter)) formatField(result, { parameter, index, format })
    else result = formatDeep(result, format)
  })
  return result
}

function isResult(value: unknown, { type }: AbiParameter): value is Result {
  if (type.includes('[')) return !Array.isArray(value)
  return typeof value === 'object'
}

interface FieldOptions {
  readonly parameter: AbiParameter
  readonly index: number
  readonly format: NumberFormat
}

function formatField(result: Result, { parameter, index, format }: FieldOptions): void {
  const value = formatDeep(result[index], format)
  result[index] = value
  if (parameter.name) result[parameter.name] = value
}

function formatDeep(value: unknown, format: NumberFormat): unknown {
  if (Array.isArray(value)) return value.map((item) => formatDeep(item, format))
  if (typeof value !== 'string') throw new Error(`${String(value)} is no number`)
  return formatNumber(value, format)
}
