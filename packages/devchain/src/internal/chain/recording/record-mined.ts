import type { ExecutionRecording, RecordOptions } from '../../../recording.js'
import type { Crypto } from '../../crypto.js'
import { headerToEvmBlock } from '../blocks/block-template.js'
import type { ReaderSite, Readers } from '../execution/readers.js'
import { executionOf, openBlockAgain, runTransactions } from '../tracing/replay.js'
import type { ReplayedBlock } from '../tracing/trace-observer.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { record } from './record.js'

/** A transaction in a block, and the state that the block before that left. */
export interface MinedPlace {
  readonly transaction: ChainTransaction & { readonly block: ReplayedBlock; readonly index: number }
  readonly site: ReaderSite
  readonly crypto: Crypto
}

/** Records a mined transaction on the state in which it ran. */
export function recordMined(
  readers: Readers,
  { transaction, site, crypto }: MinedPlace,
  options: RecordOptions,
): Promise<ExecutionRecording> {
  const { block, index } = transaction
  return readers.useSealing(site, async (executor) => {
    await openBlockAgain(executor, block)
    await runTransactions(executor, block, { crypto, observerOf: () => undefined, count: index })
    const evmBlock = headerToEvmBlock(block.header, executor.rules)
    const execution = executionOf(transaction, evmBlock, executor)
    return record(executor, { execution, block: evmBlock, crypto }, options)
  })
}
