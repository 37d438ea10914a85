import { quantityToHex } from '@scaffold-evm/common'
import type { Param, RpcMethod } from '../method.js'
import { ParamMismatch, type ParamType } from '../params/param-type.js'

/** The same methods, which take a number of JSON where others want a quantity in hexadecimal. */
export function takingNumbers(
  methods: ReadonlyMap<string, RpcMethod>,
): ReadonlyMap<string, RpcMethod> {
  return new Map(
    [...methods].map(([name, { params, run }]) => [name, { params: params.map(withNumbers), run }]),
  )
}

function withNumbers(param: Param<unknown>): Param<unknown> {
  return { ...param, type: readingNumbers(param.type) }
}

function readingNumbers(type: ParamType<unknown>): ParamType<unknown> {
  return {
    expected: type.expected,
    parse(value) {
      try {
        return type.parse(value)
      } catch (error) {
        if (!(error instanceof ParamMismatch) || !holdsNumber(value)) throw error
        return parseAsQuantities(type, value, error)
      }
    },
  }
}

function parseAsQuantities(
  type: ParamType<unknown>,
  value: unknown,
  mismatch: ParamMismatch,
): unknown {
  try {
    return type.parse(withQuantities(value))
  } catch (error) {
    // What was given is what there is to tell of.
    throw error instanceof ParamMismatch ? mismatch : error
  }
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function holdsNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isQuantity(value)
  return Object.values(value).some(isQuantity)
}

/** Of an object or an array those that are right in it. */
function withQuantities(value: unknown): unknown {
  const toHex = (one: unknown): unknown => (isQuantity(one) ? quantityToHex(one) : one)
  if (typeof value !== 'object' || value === null) return toHex(value)
  if (Array.isArray(value)) return value.map(toHex)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toHex(one)]))
}
