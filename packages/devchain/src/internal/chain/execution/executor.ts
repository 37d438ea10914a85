import type { EVMMockBlockchainInterface } from '@ethereumjs/evm'
import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import type { Rules } from '../rules.js'
import { ChainEvm } from './chain-evm.js'
import type { SteppingInterpreterClass } from './stepping-interpreter.js'

/** A state with an EVM on it. One execution at a time. */
export interface Executor {
  readonly rules: Rules
  readonly state: WorldState
  readonly evm: ChainEvm
}

/** What an executor is made of. */
export interface ExecutorOptions {
  readonly rules: Rules
  readonly state: WorldState
  /** The hash of a mined block, for BLOCKHASH. */
  readonly blockHash: BlockHashSource
  readonly allowUnlimitedContractSize: boolean
  readonly crypto: Crypto
  readonly Interpreter: SteppingInterpreterClass
}

/** Gives the hash of a block by number. */
export type BlockHashSource = (number: bigint) => Promise<Uint8Array>

/** An EVM over `state`. Costs about a millisecond, so executors are kept. */
export function createExecutor(options: ExecutorOptions): Executor {
  const { rules, state, allowUnlimitedContractSize } = options
  const evm = new ChainEvm(
    {
      blockchain: blockchainOf(options.blockHash),
      allowUnlimitedContractSize,
      allowUnlimitedInitCodeSize: allowUnlimitedContractSize,
    },
    options,
  )
  return { rules, state, evm }
}

function blockchainOf(blockHash: BlockHashSource): EVMMockBlockchainInterface {
  const blockchain: EVMMockBlockchainInterface = {
    getBlock: async (number) => {
      const hash = await blockHash(BigInt(number))
      return { hash: () => hash }
    },
    putBlock: async () => undefined,
    shallowCopy: () => blockchain,
  }
  return blockchain
}
