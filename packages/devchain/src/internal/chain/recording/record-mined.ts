import type { ExecutionRecording, RecordOptions } from '../../../recording.js'
import type { Crypto } from '../../crypto.js'
import { headerToEvmBlock } from '../blocks/block-template.js'
import type { LocalBlock } from '../blocks/local-block.js'
import { executionOf, onStateAfter, runTransactions } from '../tracing/replay.js'
import type { ReplayedBlock } from '../tracing/trace-observer.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import type { World } from '../world.js'
import { record } from './record.js'

/** A transaction in a block, and the block before that. */
export interface MinedPlace {
  readonly transaction: ChainTransaction & { readonly block: ReplayedBlock; readonly index: number }
  readonly parent: LocalBlock
  readonly crypto: Crypto
}

/** Records a mined transaction on the state in which it ran. */
export function recordMined(
  world: World,
  { transaction, parent, crypto }: MinedPlace,
  options: RecordOptions,
): Promise<ExecutionRecording> {
  const { block, index } = transaction
  return onStateAfter(world, { parent, block }, async (executor) => {
    await runTransactions(executor, block, { crypto, observerOf: () => undefined, count: index })
    const evmBlock = headerToEvmBlock(block.header, executor.rules)
    const execution = executionOf(transaction, evmBlock, executor)
    return record(executor, { execution, block: evmBlock, crypto }, options)
  })
}
