import type { StateSnapshot, WorldState } from '../../state/types.js'
import type { Executor } from './executor.js'

interface Reader {
  readonly executor: Executor
  /** What its state is, between uses. */
  readonly snapshot: StateSnapshot
}

/** How many executors are kept for later, of one family. */
const mostIdle = 4

/** Executors for what changes nothing. Those that ran on a state before still have it at hand. */
export class Readers {
  readonly #create: (state: WorldState) => Executor
  /** By the state whose family theirs is of. */
  #idle = new WeakMap<WorldState, Reader[]>()

  constructor(create: (state: WorldState) => Executor) {
    this.#create = create
  }

  /** Runs `action` on a state of the family of `source` that begins as `snapshot` and is thrown away. */
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
    this.#keep(source, reader)
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
    this.#keep(source, reader)
    return result
  }

  /** Drops what is kept. */
  clear(): void {
    this.#idle = new WeakMap()
  }

  /** Not called for one that threw: that may be in the middle of anything. */
  #keep(source: WorldState, reader: Reader): void {
    const idle = this.#idle.get(source)
    if (idle === undefined) this.#idle.set(source, [reader])
    else if (idle.length < mostIdle) idle.push(reader)
  }

  #acquire(source: WorldState, snapshot: StateSnapshot): Reader {
    const idle = this.#idle.get(source) ?? []
    const index = idle.findIndex((reader) => reader.snapshot === snapshot)
    if (index !== -1) {
      const [reader] = idle.splice(index, 1)
      if (reader !== undefined) return reader
    }
    const reader = idle.shift()
    if (reader === undefined) return { executor: this.#create(source.fork(snapshot)), snapshot }
    reader.executor.state.restore(snapshot)
    return { executor: reader.executor, snapshot }
  }
}
