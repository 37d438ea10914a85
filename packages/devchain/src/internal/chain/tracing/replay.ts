import { traceUnavailableError } from '../../../errors/block.js'
import type { Crypto } from '../../crypto.js'
import { headerToEvmBlock } from '../blocks/block-template.js'
import { openBlockState } from '../blocks/system-calls.js'
import type { CallResult } from '../calls/call.js'
import { outcomeToResult } from '../calls/run-call.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { runExecution } from '../execution/run-execution.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { transactionToExecution } from '../transactions/to-execution.js'
import type { World } from '../world.js'
import { observed } from './observed.js'
import type { ObserverOf, ReplayedBlock } from './trace-observer.js'

/** How a block runs again. */
export interface ReplayOptions {
  readonly crypto: Crypto
  readonly observerOf: ObserverOf
  /** How many of its transactions run. @default all */
  readonly count?: number | undefined
}

/**
 * Runs the transactions of a block again, once, on the state before it. Gives the results of those that
 * were watched.
 *
 * @throws `CHAIN_TRACE_UNAVAILABLE` when the block before it is not here
 */
export async function replayBlock(
  world: World,
  block: ReplayedBlock,
  options: ReplayOptions,
): Promise<CallResult[]> {
  return onStateBefore(world, block, async (executor) => runTransactions(executor, block, options))
}

/** Runs `action` on the state in which the first transaction of `block` runs. */
export async function onStateBefore<T>(
  world: World,
  block: ReplayedBlock,
  action: (executor: Executor) => Promise<T>,
): Promise<T> {
  const parent = world.store.at(block.number - 1n)
  if (parent === undefined) {
    throw traceUnavailableError(
      block.hash,
      'the block before it is not here, or of the forked chain',
    )
  }
  const { ledger } = world
  const site = { ...ledger.blockSite(parent), rules: ledger.schedule.rulesOf(block.header) }
  return ledger.readers.use(site, async (executor) => {
    await openBlockAgain(executor, block)
    return action(executor)
  })
}

/** Runs the first transactions of `block` on the state of `executor`. */
export async function runTransactions(
  executor: Executor,
  { header, transactions }: ReplayedBlock,
  { crypto, observerOf, count = transactions.length }: ReplayOptions,
): Promise<CallResult[]> {
  const evmBlock = headerToEvmBlock(header, executor.rules)
  const results: CallResult[] = []
  for (const [index, transaction] of transactions.slice(0, count).entries()) {
    const execution = executionOf(transaction, evmBlock, executor)
    const run = async (): Promise<CallResult> =>
      outcomeToResult(await runExecution(executor, execution, { block: evmBlock, crypto }))
    const observer = observerOf(transaction, index)
    if (observer === undefined) await run()
    else
      results.push(await observed(executor, observer, { execution, block: evmBlock, crypto, run }))
  }
  return results
}

/** Does what a block does to the state before its transactions. */
export async function openBlockAgain(executor: Executor, { header }: ReplayedBlock): Promise<void> {
  await openBlockState(executor, {
    number: header.number,
    parentHash: header.parentHash,
    timestampSec: header.timestamp,
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
  })
}

/** How a transaction of a block runs. */
export function executionOf(
  transaction: ChainTransaction,
  { header }: EvmBlock,
  { rules }: Executor,
): Execution {
  return transactionToExecution(transaction, rules, {
    baseFeePerGas: header.baseFeePerGas,
    blobBaseFee: header.getBlobGasPrice(),
  })
}
