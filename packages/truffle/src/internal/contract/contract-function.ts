import type { AbiEntry } from '@scaffold-evm/compiler'
import { encodeArguments } from '../abi/encode-arguments.js'
import { selectorOf } from '../abi/signatures.js'

/** A function of a contract as users call it: one entry of the ABI, or several of the same name. */
export interface ContractFunction {
  /** The first of them: what counts for telling arguments from transaction fields, and for integers in the result. */
  readonly entry: AbiEntry
  /** In the order of the ABI. */
  readonly overloads: readonly AbiEntry[]
}

/**
 * Picks the overload by the number of arguments, the last of the ABI first, as web3 does.
 *
 * @throws web3's error when none takes so many
 */
export function resolveOverload(
  { overloads }: ContractFunction,
  args: readonly unknown[],
): AbiEntry {
  const [first] = overloads
  const found = overloads.findLast(({ inputs = [] }) => inputs.length === args.length)
  if (found !== undefined) return found
  throw wrongCount(args.length, first)
}

/** web3's error for a wrong number of arguments. */
export function wrongCount(got: number, entry: AbiEntry | undefined): Error {
  const expected = entry?.inputs?.length ?? 0
  return new Error(
    `Invalid number of parameters for "${entry?.name}". Got ${got} expected ${expected}!`,
  )
}

/** The data of a call: selector and arguments. */
export function encodeCall(entry: AbiEntry, args: readonly unknown[]): string {
  return selectorOf(entry) + encodeArguments(entry.inputs, args).slice(2)
}
