import { traceUnavailableError } from '../../errors.js'
import { transactionNotFoundError } from '../../transaction-errors.js'
import type { Crypto } from '../crypto.js'
import { headerToEvmBlock } from './blocks/block-template.js'
import { openBlockState } from './blocks/system-calls.js'
import { outcomeToResult } from './calls/run-call.js'
import type { Executor } from './execution/executor.js'
import { runExecution } from './execution/run-execution.js'
import { traced } from './execution/traced.js'
import type { TraceHandler } from './tracing/trace-handler.js'
import { transactionToExecution } from './transactions/to-execution.js'
import type { CallResult, ChainTransaction, MinedTransaction } from './types.js'
import type { World } from './world.js'

/** Which transaction to run again, and who listens. */
export interface TraceOptions {
  readonly hash: Uint8Array
  readonly handler: TraceHandler
}

/**
 * Runs the block of a transaction again up to it, and it with `handler` listening.
 *
 * @throws `CHAIN_TRANSACTION_NOT_FOUND`, `CHAIN_TRACE_UNAVAILABLE`
 */
export async function traceTransaction(
  { store, ledger }: World,
  crypto: Crypto,
  { hash, handler }: TraceOptions,
): Promise<CallResult> {
  const mined = store.transaction(hash)
  if (mined === undefined) throw transactionNotFoundError(hash)
  const parent = store.at(mined.block.number - 1n)
  if (parent === undefined) throw traceUnavailableError(hash, 'it is part of the forked chain')
  const site = { ...ledger.blockSite(parent), rules: ledger.rulesOf(mined.block) }
  return ledger.readers.use(site, async (executor) => {
    await openBlockAgain(executor, mined)
    for (const earlier of mined.block.transactions.slice(0, mined.index)) {
      await runAgain(executor, earlier, mined, crypto)
    }
    return traced(executor, handler, () => runAgain(executor, mined, mined, crypto))
  })
}

async function openBlockAgain(executor: Executor, { block }: MinedTransaction): Promise<void> {
  const { header } = block
  await openBlockState(executor, {
    number: header.number,
    parentHash: header.parentHash,
    timestampSec: header.timestamp,
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
  })
}

async function runAgain(
  executor: Executor,
  transaction: ChainTransaction,
  { block }: MinedTransaction,
  crypto: Crypto,
): Promise<CallResult> {
  const { rules } = executor
  const evmBlock = headerToEvmBlock(block.header, rules)
  const fees = {
    baseFeePerGas: evmBlock.header.baseFeePerGas,
    blobBaseFee: evmBlock.header.getBlobGasPrice(),
  }
  const execution = transactionToExecution(transaction, rules, fees)
  return outcomeToResult(await runExecution(executor, execution, { block: evmBlock, crypto }))
}
