import type { Hex } from '@scaffold-evm/common'
import type { AnsweredRequest } from '../../listen-options.js'
import type { Chain } from '../chain/chain.js'
import type { Crypto } from '../crypto.js'
import type { Dialect } from './dialect.js'
import type { ExecutionWatch } from './execution-watch.js'
import type { FilterStore } from './filter-store.js'
import type { Passphrases } from './passphrases.js'
import type { Subscriptions } from './subscriptions.js'

/** What the node was told at creation and its methods go by. */
export interface RpcSettings {
  readonly clientVersion: string
  /** Gas of a transaction that does not say how much. @default as much as it may have */
  readonly transactionGas: bigint | undefined
  /** What net_version answers. @default the chain id */
  readonly networkId: bigint | undefined
  /** Answer eth_sendTransaction of a failing transaction with an error, as Hardhat does. */
  readonly throwOnTransactionFailures: boolean
  /** Answer a failing eth_call with an error. */
  readonly throwOnCallFailures: boolean
  /** Calls of the latest block run in the next one, as in ganache-cli before 6.6. */
  readonly callsInNextBlock: boolean
  /** Wei per gas of what names no price in ganache-cli 6. @default the price that the node suggests */
  readonly unnamedGasPrice: bigint | undefined
}

/** Which life of the chain this is: a reset begins another. */
export interface Instance {
  readonly id: Hex
  renew(): void
}

/** What all methods of a node share. */
export interface RpcNode {
  readonly chain: Chain
  readonly crypto: Crypto
  readonly settings: RpcSettings
  readonly filters: FilterStore
  /** Who hears of what runs. */
  readonly executions: ExecutionWatch
  /** Whose methods, words and meanings it answers in. */
  readonly dialect: Dialect
  readonly passphrases: Passphrases
  readonly instance: Instance
  /** Tells every session that an EIP-1193 event happened. */
  announce(event: 'chainChanged', payload: string): void
  /** Hears of every request that a server answers. */
  readonly onRequest?: ((request: AnsweredRequest) => void) | undefined
}

/** What a method runs in: the node, and the session that asks. */
export interface RpcContext extends RpcNode {
  /** Undefined on a connection that nothing can be pushed to. */
  readonly subscriptions: Subscriptions | undefined
  /**
   * Whether senders are answered when their transaction has run, and its block is sealed while they read
   * the answer. Only for clients that ask one thing at a time.
   */
  readonly answersBeforeSeal?: boolean
  /** Says of an error what the contracts did; for clients that do not ask for it undefined. */
  readonly explain?: ((error: Error) => Promise<object | undefined>) | undefined
}
