import { isScaffoldError } from '@scaffold-evm/common'
import { invalidReorgOffsetError, reorgTooDeepError } from '../../../errors/block.js'
import { missingStateError } from '../../../errors/state-file.js'
import { transactionNotMinedError } from '../../../errors/transaction.js'
import type { BlockBuilder } from '../blocks/block-builder.js'
import type { CutBlocks } from '../blocks/block-store.js'
import { LocalBlock } from '../blocks/local-block.js'
import type { ReorgTransaction } from '../chain.js'
import type { EventHub } from '../events.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { mostGas } from '../transactions/prepare.js'
import { withoutBlock } from '../transactions/without-block.js'
import type { World } from '../world.js'
import { isFitting } from './fill-block.js'

/** More blocks than anybody can look through, and less than hold up the chain for long. */
const mostNewBlocks = 100_000n

/** How many of the newest blocks are replaced, and what the new ones hold. */
interface Reorg {
  readonly depth: bigint
  readonly transactions: readonly ReorgTransaction[]
}

/**
 * Takes off the newest `depth` blocks.
 *
 * @throws `CHAIN_REORG_TOO_DEEP`
 */
export async function rollback(world: World, events: EventHub, depth: bigint): Promise<void> {
  const orphaned = orphanedBlocks(await world.snapshots.rewind(heightBelow(world, depth)))
  events.emit('orphaned', orphaned)
  events.emit('rewind', world.ledger.head)
}

/**
 * Replaces the newest `depth` blocks by as many others, which hold `transactions`. Changes nothing when
 * it fails.
 *
 * @throws `CHAIN_REORG_TOO_DEEP`, `CHAIN_REORG_OFFSET_INVALID`, and why a transaction is refused
 */
export async function reorg(
  world: World,
  events: EventHub,
  { depth, transactions }: Reorg,
): Promise<void> {
  const height = heightBelow(world, depth)
  if (depth > mostNewBlocks) throw reorgTooDeepError(depth, mostNewBlocks)
  const beyond = transactions.find(({ blockOffset }) => blockOffset >= depth)
  if (beyond !== undefined) throw invalidReorgOffsetError(beyond.blockOffset, depth)
  const { orphaned, common, blocks } = await world.store.published.hold(() =>
    replaceBlocks(world, { height, depth, transactions }),
  )
  events.emit('orphaned', orphaned)
  events.emit('rewind', common)
  for (const block of blocks) events.emit('block', block)
  await poolAgain(world, orphaned)
}

interface Replaced {
  readonly orphaned: readonly LocalBlock[]
  /** The head before the new blocks. */
  readonly common: LocalBlock
  readonly blocks: readonly LocalBlock[]
}

async function replaceBlocks(
  world: World,
  { height, depth, transactions }: Reorg & { readonly height: bigint },
): Promise<Replaced> {
  const { snapshots, ledger } = world
  const before = snapshots.take()
  try {
    const orphaned = orphanedBlocks(await snapshots.rewind(height))
    const common = ledger.head
    const blocks: LocalBlock[] = []
    for (let offset = 0n; offset < depth; offset++) {
      const content = transactions.filter(({ blockOffset }) => blockOffset === offset)
      blocks.push(await mineContent(world, content))
    }
    return { orphaned, common, blocks }
  } catch (error) {
    await snapshots.revert(before)
    throw error
  } finally {
    snapshots.drop(before)
  }
}

/** The number of the block that becomes the head when `depth` blocks go. */
function heightBelow({ store }: World, depth: bigint): bigint {
  const most = store.head.number - store.first.number
  if (depth > most) throw reorgTooDeepError(depth, most)
  const state = store.at(store.head.number - depth)?.state
  if (state?.isMissing === true) throw missingStateError(state.root)
  return store.head.number - depth
}

/** Those that held anything, or could have, newest first. */
function orphanedBlocks(cut: CutBlocks): LocalBlock[] {
  return cut.filter((block) => block instanceof LocalBlock).reverse()
}

async function mineContent(
  world: World,
  content: readonly ReorgTransaction[],
): Promise<LocalBlock> {
  return world.ledger.mineQuietly(undefined, async (builder) => {
    for (const { transaction } of content) await addTo(builder, world, transaction)
  })
}

/** Prepares, checks and runs one transaction as the state of the block being built now is. */
async function addTo(
  builder: BlockBuilder,
  { intake }: World,
  request: ReorgTransaction['transaction'],
): Promise<void> {
  const { rules } = builder.template
  const gasLimit = mostGas(builder.gasLeft, rules)
  const transaction =
    request instanceof Uint8Array
      ? await intake.decode(request)
      : await intake.prepareMined({ ...request, gasLimit: request.gasLimit ?? gasLimit })
  await intake.assertValid(transaction, builder.template)
  if (!isFitting(builder, transaction, rules)) {
    throw transactionNotMinedError(transaction.hash)
  }
  await builder.add(transaction)
}

/** What was in the orphaned blocks waits again, unless it is mined again or no longer valid. */
async function poolAgain(world: World, orphaned: readonly LocalBlock[]): Promise<void> {
  for (const block of [...orphaned].reverse()) {
    for (const transaction of block.transactions) {
      if (world.store.transaction(transaction.hash) !== undefined) continue
      await poolIfValid(world, withoutBlock(transaction))
    }
  }
}

async function poolIfValid({ intake }: World, transaction: ChainTransaction): Promise<void> {
  try {
    await intake.pool(transaction)
  } catch (error) {
    if (!isScaffoldError(error) || !error.code.startsWith('CHAIN_')) throw error
  }
}
