import { SolcPool } from '../../src/internal/solc-pool.js'

/** A pool for compilations that must not need a compiler. */
export class NoSolc extends SolcPool {
  override async prepare(): Promise<void> {}

  override run(): Promise<string> {
    return Promise.reject(new Error('solc was run'))
  }
}

/** A pool that keeps the inputs solc was given, and compiles them on another. */
export class WatchedSolc extends SolcPool {
  readonly inputs: { sources: object; settings: { outputSelection: object } }[] = []
  readonly #pool: SolcPool

  constructor(pool: SolcPool) {
    super(pool.size)
    this.#pool = pool
  }

  override prepare(...args: Parameters<SolcPool['prepare']>): Promise<void> {
    return this.#pool.prepare(...args)
  }

  override run(...args: Parameters<SolcPool['run']>): Promise<string> {
    this.inputs.push(JSON.parse(args[0].input))
    return this.#pool.run(...args)
  }
}
