import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'

/**
 * The blocks of this chain with transactions from one number to another, both included, oldest first. Of a
 * forked chain those after the fork point.
 */
export function blocksWithTransactions(chain: Chain, from: bigint, to: bigint): ChainBlock[] {
  const { head, remote } = chain
  const blocks: ChainBlock[] = []
  const own = remote === undefined ? 0n : remote.forkBlockNumber + 1n
  const last = to < head.number ? to : head.number
  for (let number = from < own ? own : from; number <= last; number++) {
    const block = chain.blockAt(number)
    if (block !== undefined && block.transactions.length > 0) blocks.push(block)
    number = chain.lastEmptyBlock(number) ?? number
  }
  return blocks
}
