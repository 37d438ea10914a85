import type { Hex } from '@scaffold-evm/common'
import type { HardforkName } from '../../src/internal/chain/hardforks.js'

/** An account before the first transaction. Quantities are decimal. */
export interface ScenarioAccount {
  readonly address: Hex
  readonly nonce: string
  readonly balance: string
  /** In pieces, so that each can be left out. */
  readonly code: readonly Hex[]
  readonly storage: readonly (readonly [key: number, value: number])[]
}

/** EIP-7702. */
export interface ScenarioAuthorization {
  /** An index in the list of keys of senders. */
  readonly signer: number
  readonly chainId: number
  readonly target: Hex
  readonly nonce: string
}

export interface ScenarioTransaction {
  readonly sender: Hex
  /** Null creates a contract. */
  readonly to: Hex | null
  /** In pieces, so that each can be left out. */
  readonly data: readonly Hex[]
  readonly value: string
  /** Beyond what the transaction costs before it runs. */
  readonly gas: string
  readonly gasPrice: number
  readonly accessList: readonly (readonly [address: Hex, keys: readonly number[]])[]
  readonly authorizations: readonly ScenarioAuthorization[]
  readonly blobs: number
}

/** A state and the transactions that run on it, one after the other. Plain data. */
export interface Scenario {
  readonly hardfork: HardforkName
  readonly coinbase: Hex
  readonly blockNumber: number
  readonly accounts: readonly ScenarioAccount[]
  readonly transactions: readonly ScenarioTransaction[]
}
