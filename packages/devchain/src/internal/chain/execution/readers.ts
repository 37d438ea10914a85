import type { StateSnapshot, WorldState } from '../../state/types.js'
import type { Rules } from '../rules.js'
import type { Executor } from './executor.js'

interface Reader {
  readonly executor: Executor
  /** What its state is, between uses. */
  readonly snapshot: StateSnapshot
}

/** Where something runs that changes nothing. */
export interface ReaderSite {
  /** A state of the family that `snapshot` is of. */
  readonly source: WorldState
  readonly snapshot: StateSnapshot
  readonly rules: Rules
}

type ReadersByRules = Map<Rules, Reader[]>

/** How many executors are kept for later, of one family and fork. */
const mostIdle = 4

/** Executors for what changes nothing. Those that ran on a state before still have it at hand. */
export class Readers {
  readonly #create: (state: WorldState, rules: Rules) => Executor
  /** By the state whose family theirs is of. */
  #idle = new WeakMap<WorldState, ReadersByRules>()

  constructor(create: (state: WorldState, rules: Rules) => Executor) {
    this.#create = create
  }

  /** Runs `action` on a state that begins as that of the site and is thrown away. */
  async use<T>(site: ReaderSite, action: (executor: Executor) => Promise<T>): Promise<T> {
    const reader = this.#acquire(site)
    const { state } = reader.executor
    await state.checkpoint()
    const result = await action(reader.executor)
    await state.revert()
    this.#keep(site, reader)
    return result
  }

  /** Like `use`, for an action that seals its state. */
  async useSealing<T>(site: ReaderSite, action: (executor: Executor) => Promise<T>): Promise<T> {
    const reader = this.#acquire(site)
    const result = await action(reader.executor)
    reader.executor.state.restore(site.snapshot)
    this.#keep(site, reader)
    return result
  }

  /** Drops what is kept. */
  clear(): void {
    this.#idle = new WeakMap()
  }

  /** Not called for one that threw: that may be in the middle of anything. */
  #keep({ source, rules }: ReaderSite, reader: Reader): void {
    const byRules = this.#idle.get(source)
    const idle = byRules?.get(rules)
    if (byRules === undefined) this.#idle.set(source, new Map([[rules, [reader]]]))
    else if (idle === undefined) byRules.set(rules, [reader])
    else if (idle.length < mostIdle) idle.push(reader)
  }

  #acquire({ source, snapshot, rules }: ReaderSite): Reader {
    const idle = this.#idle.get(source)?.get(rules) ?? []
    const index = idle.findIndex((reader) => reader.snapshot === snapshot)
    if (index !== -1) {
      const [reader] = idle.splice(index, 1)
      if (reader !== undefined) return reader
    }
    const reader = idle.shift()
    if (reader === undefined) {
      return { executor: this.#create(source.fork(snapshot), rules), snapshot }
    }
    reader.executor.state.restore(snapshot)
    return { executor: reader.executor, snapshot }
  }
}
