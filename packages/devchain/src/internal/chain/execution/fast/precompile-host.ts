import type { ExecResult } from '@ethereumjs/evm'
import type { Pointer } from './engine-exports.js'
import type { Machine } from './machine.js'
import { inputKey, type Precompiles } from './precompiles.js'

const failed = -1n
const pending = -2n

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
    const key = this.#results.size === 0 ? undefined : `${gas}:${inputKey(number, data)}`
    const known = key === undefined ? undefined : this.#results.get(key)
    if (known !== undefined) return known
    const result = this.#precompiles.run(number, data, gas)
    if (!(result instanceof Promise)) return result
    this.#pending = result.then((settled) => {
      this.#results.set(`${gas}:${inputKey(number, data)}`, settled)
    })
    return undefined
  }
}
