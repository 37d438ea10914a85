import { ParamMismatch, type ParamType } from './param-type.js'
import { integer } from './scalars.js'

const expected = 'milliseconds, or two of them [min, max] with min at most max'
/** The longest that a timer can wait. */
const maxMs = 2_147_483_647n

/** Milliseconds between blocks; of Hardhat's pair, the mean. */
export const miningInterval: ParamType<number> = {
  expected,
  parse(value) {
    if (!Array.isArray(value)) return readMs(value)
    const [min, max] = value.map(readMs)
    if (value.length !== 2 || min === undefined || max === undefined || min > max) {
      throw new ParamMismatch(expected, value)
    }
    return Math.round((min + max) / 2)
  },
}

function readMs(value: unknown): number {
  const ms = integer.parse(value)
  if (ms > maxMs) throw new ParamMismatch(expected, value)
  return Number(ms)
}
