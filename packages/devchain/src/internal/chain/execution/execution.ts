import type { Log } from '@ethereumjs/evm'
import type { Address, EOACode7702AuthorizationListBytes } from '@ethereumjs/util'
import type { AccessListBytes } from './engine.js'

/** A transaction, or a call that pretends to be one, ready to run. */
export interface Execution {
  readonly sender: Address
  /** Undefined creates a contract. */
  readonly to: Address | undefined
  readonly data: Uint8Array
  readonly valueWei: bigint
  readonly gasLimit: bigint
  /** What the sender pays, wei per gas. */
  readonly gasPrice: bigint
  /** What of it the coinbase gets, wei per gas. */
  readonly tipPerGas: bigint
  readonly accessList: AccessListBytes
  readonly authorizations: EOACode7702AuthorizationListBytes
  /** 32 bytes each. */
  readonly blobVersionedHashes: readonly Uint8Array[]
  /** Burned for blobs. */
  readonly blobFeeWei: bigint
  readonly intrinsicGas: bigint
  readonly floorGas: bigint
}

/** What came of an {@link Execution}. Gas in gas units. */
export interface ExecutionOutcome {
  /** What the sender paid for, refunds taken off. */
  readonly gasUsed: bigint
  /** The same before refunds: what has to be there while running. */
  readonly gasSpent: bigint
  /** What was given back of that, before the least price of data (EIP-7623) was charged. */
  readonly gasRefunded: bigint
  /** What would have been given back if there were no bound to it. */
  readonly gasRefundable: bigint
  /** False if its code made no call and no creation. */
  readonly hasInnerMessages: boolean
  readonly returnData: Uint8Array
  /** ethereumjs' name of the exceptional halt; undefined is success. */
  readonly haltReason: string | undefined
  readonly logs: readonly Log[]
  readonly createdAddress: Uint8Array | undefined
  /** Slots by address that were touched, hexadecimal digits without 0x, when that was asked for. */
  readonly accessList?: ReadonlyMap<string, ReadonlySet<string>> | undefined
}
