import type { EngineName } from '../src/internal/chain/execution/engine.js'
import {
  type BlockHashSource,
  createExecutor,
  type Executor,
} from '../src/internal/chain/execution/executor.js'
import { createMachine, type Machine } from '../src/internal/chain/execution/fast/machine.js'
import type { HardforkName } from '../src/internal/chain/hardforks.js'
import { createRules } from '../src/internal/chain/rules.js'
import type { Crypto } from '../src/internal/crypto.js'
import type { RemoteState } from '../src/internal/state/types.js'
import { createWorldState } from '../src/internal/state/world-state.js'

export { type EngineName, engineNames } from '../src/internal/chain/execution/engine.js'

export interface EngineOptions {
  readonly engine: EngineName
  readonly hardfork: HardforkName
  readonly chainId: bigint
  readonly crypto: Crypto
  readonly blockHash: BlockHashSource
  /** What is under the state. @default nothing */
  readonly remote?: RemoteState
}

let machine: Promise<Machine> | undefined

/** An engine over a state of its own in which nothing has happened. Fast ones share a machine, as those of a chain do. */
export async function createEngine(options: EngineOptions): Promise<Executor> {
  const { engine, hardfork, chainId, crypto, blockHash, remote } = options
  machine ??= createMachine()
  return createExecutor({
    rules: createRules({ hardfork, chainId, customCrypto: crypto.customCrypto }),
    state: createWorldState({ crypto, remote }),
    crypto,
    blockHash,
    allowUnlimitedContractSize: false,
    engine,
    machine: await machine,
  })
}
