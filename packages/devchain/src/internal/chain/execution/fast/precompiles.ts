import {
  EVM,
  type ExecResult,
  getActivePrecompiles,
  NobleBN254,
  type PrecompileFunc,
} from '@ethereumjs/evm'
import type { Rules } from '../../rules.js'
import { blake2f } from './blake2f.js'
import { ecrecover } from './ecrecover.js'

/** SHA-256, RIPEMD-160 and the identity take no longer than remembering what they gave. */
const cheapNumbers: ReadonlySet<number> = new Set([2, 3, 4])

/** How many results are remembered, and of how large an input. */
const mostRemembered = 512
const largestRemembered = 1024

/** By number, those that take the place of ethereumjs'. */
const ownFunctions: ReadonlyMap<number, PrecompileFunc> = new Map([
  [1, ecrecover],
  [9, blake2f],
])

/**
 * The precompiles of one fork by number, ethereumjs' but for two. Results are remembered for a while: what is
 * estimated, called and then sent asks the same thing three times.
 */
export class Precompiles {
  readonly functions: ReadonlyMap<number, PrecompileFunc>
  readonly #rules: Rules
  readonly #remembered = new Map<string, ExecResult>()
  #evm: EVM | undefined

  constructor(rules: Rules) {
    this.#rules = rules
    this.functions = new Map(
      [...getActivePrecompiles(rules)].map(([digits, run]) => {
        const number = Number.parseInt(digits, 16)
        return [number, ownFunctions.get(number) ?? run]
      }),
    )
  }

  /** Undefined when there is no such precompile. */
  run(
    number: number,
    data: Uint8Array,
    gasLimit: bigint,
  ): ExecResult | Promise<ExecResult> | undefined {
    if (cheapNumbers.has(number) || data.length > largestRemembered) {
      return this.#call(number, data, gasLimit)
    }
    const key = inputKey(number, data)
    const known = this.#remembered.get(key)
    if (known !== undefined && known.executionGasUsed <= gasLimit) return known
    const result = this.#call(number, data, gasLimit)
    if (result instanceof Promise) return result.then((settled) => this.#remember(key, settled))
    return result === undefined ? undefined : this.#remember(key, result)
  }

  /** Most precompiles need no more of an EVM than its curves, and most chains run none: made when one is. */
  #call(
    number: number,
    data: Uint8Array,
    gasLimit: bigint,
  ): ExecResult | Promise<ExecResult> | undefined {
    const run = this.functions.get(number)
    if (run === undefined) return undefined
    this.#evm ??= new EVM({ common: this.#rules, bn254: new NobleBN254() })
    return run({ data, gasLimit, common: this.#rules, _EVM: this.#evm })
  }

  /** What failed may have failed for want of gas. */
  #remember(key: string, result: ExecResult): ExecResult {
    if (result.exceptionError !== undefined) return result
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear()
    this.#remembered.set(key, result)
    return result
  }
}

/** Tells the inputs of precompiles apart. */
export function inputKey(number: number, data: Uint8Array): string {
  return `${number}:${Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1')}`
}
