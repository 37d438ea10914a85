import { IntactCheck } from '../output/unit-files.js'
import type { Unit } from '../plan/unit.js'
import type { Places } from './places.js'
import type { Run, RunStore } from './run-store.js'
import type { State, UnitRecord } from './state.js'

/** Finds what need not be compiled: on disk already, or in a run of an earlier state. */
export class UnitCache {
  /** Runs that were loaded on the way. */
  readonly runs: Map<string, Run> = new Map()
  readonly #store: RunStore
  readonly #intact: IntactCheck
  #index: Readonly<Record<string, UnitRecord>> | undefined
  readonly #records = new Map<string, UnitRecord>()

  constructor(places: Places, store: RunStore, state: State | undefined) {
    this.#store = store
    this.#intact = new IntactCheck(places, state)
  }

  /** What is known of a unit after {@link UnitCache.findMisses}. */
  recordOf(name: string): UnitRecord | undefined {
    return this.#records.get(name)
  }

  /** The units of which nothing usable is known. */
  async findMisses(units: readonly Unit[]): Promise<readonly Unit[]> {
    const misses: Unit[] = []
    for (const unit of units) {
      const record = await this.#find(unit)
      if (record === undefined) misses.push(unit)
      else this.#records.set(unit.name, record)
    }
    return misses
  }

  async #find(unit: Unit): Promise<UnitRecord | undefined> {
    const intact = this.#intact.recordOf(unit)
    if (intact !== undefined) return intact
    this.#index ??= this.#store.readIndex()
    const record = this.#index[unit.key]
    return record !== undefined && (await this.#isLoadable(record.run)) ? record : undefined
  }

  /** Its artifacts have to be written again, so the run has to be whole. */
  async #isLoadable(id: string): Promise<boolean> {
    if (this.runs.has(id)) return true
    const run = await this.#store.load(id)
    if (run !== undefined) this.runs.set(id, run)
    return run !== undefined
  }
}
