import type { Hex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import { tracesOfBlock } from '../tracing/filter-traces.js'

/** Who took part in each transaction of a block, calls inside of it included. */
export type Participants = readonly ReadonlySet<Hex | undefined>[]

// A block never changes, and finding out means to run it again.
const known = new WeakMap<ChainBlock, Promise<Participants>>()

/** Who took part in the transactions of `block`. Costs an execution of the block the first time. */
export function participantsOf(chain: Chain, block: ChainBlock): Promise<Participants> {
  const found = known.get(block)
  if (found !== undefined) return found
  const made = findParticipants(chain, block)
  known.set(block, made)
  made.catch(() => known.delete(block))
  return made
}

async function findParticipants(chain: Chain, block: ChainBlock): Promise<Participants> {
  const participants = block.transactions.map(() => new Set<Hex | undefined>())
  for (const { transactionPosition, action, result } of await tracesOfBlock(chain, block)) {
    const set = participants[transactionPosition]
    const { from, to, address, refundAddress } = action
    for (const each of [from, to, address, refundAddress, result?.address]) set?.add(each)
  }
  return participants
}
