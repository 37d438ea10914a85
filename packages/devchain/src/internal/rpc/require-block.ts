import type { BlockSelector, ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import { invalidInputError } from './rpc-error.js'

/** The block. @throws -32000 when there is none */
export async function requireBlock(chain: Chain, selector: BlockSelector): Promise<ChainBlock> {
  const block = await chain.block(selector)
  if (block !== undefined) return block
  throw invalidInputError('block not found')
}
