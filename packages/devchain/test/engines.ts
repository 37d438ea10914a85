import { EVM, NobleBN254 } from '@ethereumjs/evm'
import type { ChainEvm } from '../src/internal/chain/execution/chain-evm.js'
import {
  type BlockHashSource,
  createExecutor,
  type Executor,
} from '../src/internal/chain/execution/executor.js'
import { createPrecompileTest } from '../src/internal/chain/execution/precompile-addresses.js'
import { steppingInterpreter } from '../src/internal/chain/execution/stepping-interpreter.js'
import { findStockInterpreter } from '../src/internal/chain/execution/stock-interpreter.js'
import type { HardforkName } from '../src/internal/chain/hardforks.js'
import { createRules } from '../src/internal/chain/rules.js'
import type { Crypto } from '../src/internal/crypto.js'
import { createWorldState } from '../src/internal/state/world-state.js'

/** The engines that are held to each other and to the official vectors. */
export const engineNames = ['fast', 'reference'] as const
export type EngineName = (typeof engineNames)[number]

export interface EngineOptions {
  readonly engine: EngineName
  readonly hardfork: HardforkName
  readonly chainId: bigint
  readonly crypto: Crypto
  readonly blockHash: BlockHashSource
}

/** An engine over an empty state of its own. */
export async function createEngine(options: EngineOptions): Promise<Executor> {
  const { engine, hardfork, chainId, crypto, blockHash } = options
  const rules = createRules({ hardfork, chainId, customCrypto: crypto.customCrypto })
  const Stock = await findStockInterpreter(rules, createWorldState({ crypto }))
  const executor = createExecutor({
    rules,
    state: createWorldState({ crypto }),
    crypto,
    blockHash,
    allowUnlimitedContractSize: false,
    Interpreter: steppingInterpreter(Stock),
  })
  return engine === 'fast' ? executor : withStockEvm(executor)
}

function withStockEvm({ rules, state, evm: ours }: Executor): Executor {
  const { blockchain } = ours
  const evm = new EVM({ common: rules, stateManager: state, blockchain, bn254: new NobleBN254() })
  const isPrecompile = createPrecompileTest(evm.precompiles.keys())
  const isWarmed = evm.journal.isWarmedAddress.bind(evm.journal)
  evm.journal.isWarmedAddress = (address) => isPrecompile(address) || isWarmed(address)
  return { rules, state, evm: evm as EVM as ChainEvm }
}
