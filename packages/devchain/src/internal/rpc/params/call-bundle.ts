import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { CallBundle } from '../../chain/calls/call.js'
import type { SimulatedBlockOverrides } from '../../chain/simulate/types.js'
import { blockNumberOrTag } from './block-selector.js'
import { array, mapped, object } from './combinators.js'
import { blockOverrides } from './overrides.js'
import { type ParamType, requiredField } from './param-type.js'
import { address, amount, data, integer } from './scalars.js'
import { transactionRequest } from './transaction-request.js'

/** Calls that run one after the other in one block. */
export const callBundle: ParamType<CallBundle> = mapped(
  object('a bundle: {transactions, blockOverride}', {
    transactions: array(transactionRequest, 'an array of calls'),
    blockOverride: blockOverrides,
  }),
  (read) => ({ calls: read.transactions ?? [], blockOverrides: read.blockOverride ?? {} }),
)

const signedFields = object(
  'a bundle: {txs, blockNumber, stateBlockNumber, timestamp, coinbase, gasLimit, difficulty, baseFee}',
  {
    txs: array(data, 'an array of signed transactions'),
    blockNumber: integer,
    stateBlockNumber: blockNumberOrTag,
    timestamp: integer,
    coinbase: address,
    gasLimit: integer,
    difficulty: amount,
    baseFee: amount,
  },
)

/** Signed transactions that could be mined together in one block. */
export interface SignedBundle extends SimulatedBlockOverrides {
  readonly transactions: readonly Uint8Array[]
  readonly number: bigint
  /** The block whose state they run on. */
  readonly base: BlockSelector
}

/** What builders of blocks are asked. */
export const signedBundle: ParamType<SignedBundle> = mapped(signedFields, (read) => ({
  transactions: requiredField(read.txs, 'txs'),
  number: requiredField(read.blockNumber, 'blockNumber'),
  base: read.stateBlockNumber ?? 'latest',
  timestampSec: read.timestamp,
  coinbase: read.coinbase,
  gasLimit: read.gasLimit,
  difficulty: read.difficulty,
  baseFeePerGas: read.baseFee,
}))
