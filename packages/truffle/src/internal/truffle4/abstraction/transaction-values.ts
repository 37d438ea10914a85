import type { AbstractionState } from './abstraction-state.js'

/** Arguments, and the values of the transaction that stood behind them over the defaults. */
export interface SplitArguments {
  readonly args: readonly unknown[]
  readonly transaction: Record<string, unknown>
}

/** Takes the last argument for transaction values when it is an object, but no number and no array. */
export function splitArguments(state: AbstractionState, given: readonly unknown[]): SplitArguments {
  const last = given.at(-1)
  // Truffle 4's own words.
  if (last === null) throw new TypeError('Cannot convert undefined or null to object')
  if (!isValues(state, last)) return { args: given, transaction: { ...state.classDefaults } }
  return { args: given.slice(0, -1), transaction: { ...state.classDefaults, ...last } }
}

function isValues(state: AbstractionState, value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumeric(state, value)
  )
}

/** Numbers of whatever library and version. */
function isNumeric({ web3 }: AbstractionState, value: unknown): boolean {
  try {
    return new web3.BigNumber(value) !== undefined
  } catch {
    return false
  }
}
