import {
  EVM,
  type ExecResult,
  getActivePrecompiles,
  NobleBN254,
  type PrecompileFunc,
} from '@ethereumjs/evm'
import type { Rules } from '../../rules.js'
import type { Pointer } from './engine-exports.js'
import type { Machine } from './machine.js'

const failed = -1n
const pending = -2n

/** ethereumjs' precompiles of one fork, by number. */
export class Precompiles {
  readonly functions: ReadonlyMap<number, PrecompileFunc>
  readonly #rules: Rules
  #evm: EVM | undefined

  constructor(rules: Rules) {
    this.#rules = rules
    this.functions = new Map(
      [...getActivePrecompiles(rules)].map(([digits, run]) => [Number.parseInt(digits, 16), run]),
    )
  }

  /** Most precompiles need no more of it than its curves, and most chains run none: made when one is. */
  run(
    number: number,
    data: Uint8Array,
    gasLimit: bigint,
  ): ExecResult | Promise<ExecResult> | undefined {
    const run = this.functions.get(number)
    if (run === undefined) return undefined
    this.#evm ??= new EVM({ common: this.#rules, bn254: new NobleBN254() })
    return run({ data, gasLimit, common: this.#rules, _EVM: this.#evm })
  }
}

/** Runs precompiles for the engine. Some give promises: then the engine has to begin again once those are kept. */
export class PrecompileHost {
  readonly #precompiles: Precompiles
  readonly #machine: Machine
  readonly #results = new Map<string, ExecResult>()
  #pending: Promise<void> | undefined
  #failure: string | undefined

  constructor(precompiles: Precompiles, machine: Machine) {
    this.#precompiles = precompiles
    this.#machine = machine
  }

  /** What the engine had to stop for; undefined when it was no precompile. */
  get pending(): Promise<void> | undefined {
    return this.#pending
  }

  /** Why the last one failed. */
  get failure(): string | undefined {
    return this.#failure
  }

  beginAttempt(): void {
    this.#pending = undefined
    this.#failure = undefined
  }

  forgetResults(): void {
    if (this.#results.size > 0) this.#results.clear()
  }

  run(number: number, input: Pointer, sizeBytes: number, gas: bigint): bigint {
    const data = this.#machine.memory.slice(input, sizeBytes)
    const result = this.#resultOf(number, data, gas)
    if (result === undefined) return this.#pending === undefined ? failed : pending
    if (result.exceptionError !== undefined) {
      this.#failure = result.exceptionError.error
      return failed
    }
    const { returnValue, executionGasUsed } = result
    const out = this.#machine.exports.reserveReturn(returnValue.length)
    this.#machine.memory.bytes.set(returnValue, out)
    return executionGasUsed
  }

  #resultOf(number: number, data: Uint8Array, gas: bigint): ExecResult | undefined {
    const key = this.#results.size === 0 ? undefined : keyOf(number, data, gas)
    const known = key === undefined ? undefined : this.#results.get(key)
    if (known !== undefined) return known
    const result = this.#precompiles.run(number, data, gas)
    if (!(result instanceof Promise)) return result
    this.#pending = result.then((settled) => {
      this.#results.set(keyOf(number, data, gas), settled)
    })
    return undefined
  }
}

function keyOf(number: number, data: Uint8Array, gas: bigint): string {
  return `${number}:${gas}:${Buffer.from(data).toString('latin1')}`
}
