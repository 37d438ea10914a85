import type { BlockBuilder } from '../blocks/block-builder.js'
import type { MiningMode } from '../chain-options.js'
import { isFeeEnough } from '../pool/admission.js'
import type { Mempool } from '../pool/mempool.js'
import { MiningQueue } from '../pool/mining-queue.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { blobGas } from '../transactions/to-execution.js'

/** The gas of the smallest transaction. */
const leastGas = 21_000n

/** What decides on which waiting transactions a block takes. */
export interface FillOptions {
  readonly rules: Rules
  readonly order: MiningMode['order']
  readonly minGasPrice: bigint
}

/** Adds to the block what waits in the pool and fits, in order. */
export async function fillBlock(
  builder: BlockBuilder,
  pool: Mempool,
  { rules, order, minGasPrice }: FillOptions,
): Promise<void> {
  if (pool.size === 0) return
  const { template } = builder
  const queue = new MiningQueue(pool.executable(), order, template.baseFeePerGas)
  for (
    let transaction = queue.next();
    transaction !== undefined && builder.gasLeft >= leastGas;
    transaction = queue.next()
  ) {
    if (
      isFitting(builder, transaction, rules) &&
      isFeeEnough(transaction.tx, template, minGasPrice) &&
      (await builder.canPay(transaction))
    ) {
      await builder.add(transaction)
    } else {
      queue.skipSender()
    }
  }
}

/** Whether the block has room for a transaction. */
export function isFitting(
  builder: BlockBuilder,
  { tx, raw }: ChainTransaction,
  rules: Rules,
): boolean {
  return (
    tx.gasLimit <= builder.gasLeft &&
    blobGas(tx, rules) <= builder.blobGasLeft &&
    raw.length <= builder.sizeLeft
  )
}
