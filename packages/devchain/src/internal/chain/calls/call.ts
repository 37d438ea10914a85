import type { BlockSelector } from '../blocks/chain-block.js'
import type { ChainLog } from '../blocks/chain-log.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import type { EstimateRule } from './estimate-rule.js'

/** How a call that changes nothing is run. */
export interface CallOptions {
  /** @default 'latest' */
  readonly block?: BlockSelector
  readonly stateOverrides?: readonly AccountOverride[]
  readonly blockOverrides?: BlockOverrides
  /** Of estimates. @default 'least' */
  readonly estimateRule?: EstimateRule
}

/** State override set of `eth_call` and its kin (geth's), per address. */
export interface AccountOverride {
  readonly address: Uint8Array
  readonly balanceWei?: bigint | undefined
  readonly nonce?: bigint | undefined
  readonly code?: Uint8Array | undefined
  /** Replaces the whole storage. */
  readonly state?: ReadonlyMap<string, Uint8Array> | undefined
  /** Replaces single slots. Keys are 0x hex of 32 bytes. */
  readonly stateDiff?: ReadonlyMap<string, Uint8Array> | undefined
  /** Where the precompile of this address is to be found instead. */
  readonly movePrecompileTo?: Uint8Array | undefined
}

/** Block override set of `eth_call` (geth's). */
export interface BlockOverrides {
  readonly number?: bigint | undefined
  readonly timestampSec?: bigint | undefined
  readonly gasLimit?: bigint | undefined
  readonly coinbase?: Uint8Array | undefined
  readonly prevRandao?: Uint8Array | undefined
  readonly baseFeePerGas?: bigint | undefined
  readonly blobBaseFee?: bigint | undefined
  /** What BASEFEE tells a call that pays less: 0 as in geth, or what it is as in Ganache. @default 'zero' */
  readonly unpaidBaseFee?: 'zero' | 'shown' | undefined
}

/** Calls that run one after the other in one block. */
export interface CallBundle {
  readonly calls: readonly TransactionRequest[]
  /** What is different from the block before: that of the state, or that of the bundle before, a second later. */
  readonly blockOverrides: BlockOverrides
}

/** What came of a call. */
export interface CallResult {
  readonly succeeded: boolean
  readonly returnData: Uint8Array
  readonly gasUsed: bigint
  readonly haltReason: string | undefined
  readonly logs: readonly ChainLog[]
}
