import { isDeepStrictEqual } from 'node:util'
import type { Executor } from '../../src/internal/chain/execution/executor.js'
import type { HardforkName } from '../../src/internal/chain/hardforks.js'
import type { Crypto } from '../../src/internal/crypto.js'
import type { StateSnapshot } from '../../src/internal/state/types.js'
import { createEngine, type EngineName } from '../engines.js'
import type { EventRecorder } from './event-recorder.js'
import { runScenario, type Shown } from './run-scenario.js'
import type { Scenario } from './scenario.js'

/** What two engines showed of the same thing. */
export interface Difference {
  /** Which transaction. */
  readonly index: number
  readonly fields: Readonly<Record<string, { readonly fast: unknown; readonly reference: unknown }>>
}

/** What both engines agreed on, or where they differ. */
export interface Comparison {
  readonly difference: Difference | undefined
  readonly shown: readonly Shown[]
}

interface Subject {
  readonly executor: Executor
  readonly empty: StateSnapshot
}

/** Both engines side by side, at every fork. */
export class EnginePair {
  readonly #crypto: Crypto
  readonly #events: EventRecorder | undefined
  readonly #subjects = new Map<string, Subject>()

  constructor(crypto: Crypto, events?: EventRecorder) {
    this.#crypto = crypto
    this.#events = events
  }

  async compare(scenario: Scenario): Promise<Comparison> {
    const shown = await this.#run('reference', scenario)
    const difference = firstDifference(await this.#run('fast', scenario), shown)
    return { difference, shown }
  }

  async #run(engine: EngineName, scenario: Scenario): Promise<Shown[]> {
    const { hardfork } = scenario
    const { executor, empty } = await this.#subject(engine, hardfork)
    executor.state.restore(empty)
    try {
      return await runScenario(executor, scenario, this.#crypto, this.#events)
    } catch (error) {
      this.#subjects.delete(`${engine} ${hardfork}`)
      return [{ threw: error instanceof Error ? error.stack : String(error) }]
    }
  }

  async #subject(engine: EngineName, hardfork: HardforkName): Promise<Subject> {
    const key = `${engine} ${hardfork}`
    const known = this.#subjects.get(key)
    if (known !== undefined) return known
    const crypto = this.#crypto
    const executor = await createEngine({
      engine,
      hardfork,
      chainId: 1n,
      crypto,
      blockHash: async (number) => crypto.keccak256(Buffer.from(number.toString())),
    })
    const subject = { executor, empty: executor.state.seal() }
    this.#subjects.set(key, subject)
    return subject
  }
}

function firstDifference(
  fast: readonly Shown[],
  reference: readonly Shown[],
): Difference | undefined {
  for (let index = 0; index < Math.max(fast.length, reference.length); index++) {
    const [ours = {}, theirs = {}] = [fast[index], reference[index]]
    const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    const fields = names
      .filter((name) => !isSame(name, ours[name], theirs[name]))
      .map((name) => [name, { fast: ours[name], reference: theirs[name] }])
    if (fields.length > 0) return { index, fields: Object.fromEntries(fields) }
  }
  return undefined
}

/**
 * The reference also reports what an instruction that ran out of gas would have touched, so the lists of the fast
 * engine may be shorter.
 */
function isSame(name: string, fast: unknown, reference: unknown): boolean {
  if (name === 'accessList' && Array.isArray(fast) && Array.isArray(reference)) {
    return fast.every((line) => reference.includes(line))
  }
  return isDeepStrictEqual(fast, reference)
}
