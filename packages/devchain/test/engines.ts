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
import { createWorldState } from '../src/internal/state/world-state.js'

export { type EngineName, engineNames } from '../src/internal/chain/execution/engine.js'

export interface EngineOptions {
  readonly engine: EngineName
  readonly hardfork: HardforkName
  readonly chainId: bigint
  readonly crypto: Crypto
  readonly blockHash: BlockHashSource
}

let machine: Promise<Machine> | undefined

/** An engine over an empty state of its own. Fast ones share a machine, as those of a chain do. */
export async function createEngine(options: EngineOptions): Promise<Executor> {
  const { engine, hardfork, chainId, crypto, blockHash } = options
  machine ??= createMachine()
  return createExecutor({
    rules: createRules({ hardfork, chainId, customCrypto: crypto.customCrypto }),
    state: createWorldState({ crypto }),
    crypto,
    blockHash,
    allowUnlimitedContractSize: false,
    engine,
    machine: await machine,
  })
}
