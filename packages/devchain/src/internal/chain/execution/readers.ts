import type { StateSnapshot, WorldState } from '../../state/types.js'
import type { Executor } from './executor.js'

interface Reader {
  readonly executor: Executor
  /** What its state is, between uses. */
  readonly snapshot: StateSnapshot
}

/** How many executors are kept for later. */
const mostIdle = 4

/** Executors for what changes nothing. Those that ran on a state before still have it at hand. */
export class Readers {
  readonly #create: (state: WorldState) => Executor
  #idle: Reader[] = []

  constructor(create: (state: WorldState) => Executor) {
    this.#create = create
  }

  /** Runs `action` on a state that begins as `snapshot` and is thrown away. */
  async use<T>(
    source: WorldState,
    snapshot: StateSnapshot,
    action: (executor: Executor) => Promise<T>,
  ): Promise<T> {
    const reader = this.#acquire(source, snapshot)
    const { state } = reader.executor
    await state.checkpoint()
    const result = await action(reader.executor)
    await state.revert()
    this.#keep(reader)
    return result
  }

  /** Like `use`, for an action that seals its state. */
  async useSealing<T>(
    source: WorldState,
    snapshot: StateSnapshot,
    action: (executor: Executor) => Promise<T>,
  ): Promise<T> {
    const reader = this.#acquire(source, snapshot)
    const result = await action(reader.executor)
    reader.executor.state.restore(snapshot)
    this.#keep(reader)
    return result
  }

  /** Drops what is kept. */
  clear(): void {
    this.#idle = []
  }

  /** Not called for one that threw: that may be in the middle of anything. */
  #keep(reader: Reader): void {
    if (this.#idle.length < mostIdle) this.#idle.push(reader)
  }

  #acquire(source: WorldState, snapshot: StateSnapshot): Reader {
    const index = this.#idle.findIndex((reader) => reader.snapshot === snapshot)
    if (index !== -1) {
      const [reader] = this.#idle.splice(index, 1)
      if (reader !== undefined) return reader
    }
    const reader = this.#idle.shift()
    if (reader === undefined) return { executor: this.#create(source.fork(snapshot)), snapshot }
    reader.executor.state.restore(snapshot)
    return { executor: reader.executor, snapshot }
  }
}
