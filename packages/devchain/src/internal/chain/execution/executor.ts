import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import type { Rules } from '../rules.js'
import type { Engine, EngineName } from './engine.js'
import { FastEngine } from './fast/fast-engine.js'
import type { Machine } from './fast/machine.js'
import { ReferenceEngine } from './reference/reference-engine.js'

/** A state with an engine on it. One execution at a time. */
export interface Executor {
  readonly rules: Rules
  readonly state: WorldState
  readonly engine: Engine
}

/** What an executor is made of. */
export interface ExecutorOptions {
  readonly rules: Rules
  readonly state: WorldState
  /** The hash of a mined block, for BLOCKHASH. */
  readonly blockHash: BlockHashSource
  readonly allowUnlimitedContractSize: boolean
  readonly crypto: Crypto
  readonly engine: EngineName
  /** Shared by all fast engines of a chain. */
  readonly machine: Machine
}

/** Gives the hash of a block by number; a promise when it has to be asked for elsewhere. */
export type BlockHashSource = (number: bigint) => Uint8Array | Promise<Uint8Array>

/** An engine over `state`. Executors of the reference cost about a millisecond, so they are kept. */
export function createExecutor(options: ExecutorOptions): Executor {
  const { rules, state } = options
  const engine = options.engine === 'fast' ? new FastEngine(options) : new ReferenceEngine(options)
  return { rules, state, engine }
}
