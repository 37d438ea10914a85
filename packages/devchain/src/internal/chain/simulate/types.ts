import type { Withdrawal } from '@ethereumjs/util'
import type { BlockSelector, ChainBlock } from '../blocks/chain-block.js'
import type { ChainLog } from '../blocks/chain-log.js'
import type { AccountOverride, BlockOverrides } from '../calls/call.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'

/** What is different in a simulated block. What is left out follows from the block before. */
export interface SimulatedBlockOverrides extends BlockOverrides {
  /** Of a block that is mined by work. */
  readonly difficulty?: bigint | undefined
  readonly parentBeaconBlockRoot?: Uint8Array | undefined
  readonly withdrawals?: readonly Withdrawal[] | undefined
}

/** A block to simulate. */
export interface SimulatedBlockRequest {
  readonly blockOverrides: SimulatedBlockOverrides
  /** Hold from before this block on. */
  readonly stateOverrides: readonly AccountOverride[]
  readonly calls: readonly TransactionRequest[]
}

/** Blocks that could follow a block of the chain. */
export interface SimulationRequest {
  /** At least one. Gaps between their numbers are filled with blocks without calls. */
  readonly blocks: readonly SimulatedBlockRequest[]
  /** The block that they follow. @default 'latest' */
  readonly base?: BlockSelector | undefined
  /** Logs ether that moves as a token at 0xeeee… would (ERC-7528). @default false */
  readonly logTransfers?: boolean | undefined
  /** Calls have to be valid transactions, signatures apart, and blocks have a base fee. @default false */
  readonly isValidated?: boolean | undefined
}

/** A log with its place among those of its block. */
export interface SimulatedLog extends ChainLog {
  /** Where transfers are logged, logs that were undone have a place, too: so it is in geth. */
  readonly index: number
}

/** What came of one call of a simulated block. Gas in gas units. */
export interface SimulatedCall {
  readonly haltReason: string | undefined
  readonly returnData: Uint8Array
  readonly gasUsed: bigint
  /** The same before refunds: what has to be there while running. */
  readonly mostGasUsed: bigint
  /** Those of transfers included; none if it failed. */
  readonly logs: readonly SimulatedLog[]
}

/** A simulated block; its transactions are unsigned, and its calls what came of them. */
export interface SimulatedBlock {
  readonly block: ChainBlock
  readonly calls: readonly SimulatedCall[]
}
