import type { Hex } from '@scaffold-evm/common'
import type { DeployedContract, StepRecord } from '@scaffold-evm/project'
import type { Interface } from 'ethers'
import type { StepPlace } from '../../errors/step-place.js'
import type { StepChange } from '../../migration/step-change.js'
import type { TransactionContent } from '../files/digest.js'

/** Fields of a transaction besides what it does, as JSON-RPC quantities. */
export interface TransactionFields {
  readonly gas?: string
  readonly gasPrice?: string
  readonly maxFeePerGas?: string
  readonly maxPriorityFeePerGas?: string
  readonly nonce?: string
}

/** A transaction that a migration wants sent once. */
export interface StepRequest {
  readonly file: string
  readonly id: string
  readonly kind: StepRecord['kind']
  readonly label: string
  readonly from: string
  readonly content: TransactionContent
  readonly fields: TransactionFields
  /** The errors that a revert may carry. */
  readonly interfaces: readonly Interface[]
  readonly place: StepPlace
  /** The transaction itself, when somebody else signed it before: it is sent as it is. */
  readonly signed?: Hex | undefined
  /** Of the contract that it makes, when a contract makes it: the receipt does not tell it. */
  readonly address?: string | undefined
  /** Whether it is sent although it was done before: something in it was replaced since, or is to be. */
  readonly again?: true | undefined
  /** Names of recorded contracts whose addresses are in a call. */
  readonly uses?: readonly string[] | undefined
  /** What it means; a plain deployment or call needs none. */
  readonly change?: StepChange | undefined
  /** What to record of the contract that it deploys, besides where. */
  readonly deploys?:
    | {
        readonly name: string
        readonly contract: Omit<
          DeployedContract,
          'address' | 'migration' | 'transactionHash' | 'blockNumber'
        >
      }
    | undefined
  /** What else is recorded when it is confirmed, in the same write: e.g. the implementation that a proxy has from then on. */
  readonly records?: RecordedContracts | undefined
}

/** Entries of the record that are true once a step is confirmed. */
export type RecordedContracts = Readonly<Record<string, DeployedContract>>

/** A step that is done, now or by an earlier run. */
export interface StepOutcome {
  readonly status: 'done' | 'kept'
  readonly step: StepRecord
  readonly hash: Hex | undefined
}
