import { type Hex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'

/**
 * What blocks have besides on a chain of ours: nodes of networks no longer tell it, and tools that were
 * made for test chains look for it.
 */
export function totalDifficulty(
  { schedule }: Chain,
  block: ChainBlock,
): { readonly totalDifficulty?: Hex } {
  if (schedule.plan !== undefined) return {}
  return { totalDifficulty: quantityToHex(block.totalDifficulty) }
}
