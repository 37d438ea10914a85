import type { Chain } from '../chain/chain.js'
import { invalidInputError, RpcError, rpcCode } from './rpc-error.js'

/** Blocks that one request may mine: block numbers have to stay exact in JSON clients. */
const maxBlocks = 2n ** 48n

/** @throws -32005 */
export function checkBlockCount(count: bigint): void {
  if (count <= maxBlocks) return
  throw new RpcError(
    rpcCode.limitExceeded,
    `At most ${maxBlocks} blocks can be mined at once, got ${count}`,
  )
}

/** The chain, if its rules have a base fee. @throws -32000 with `message` */
export function requireBaseFee(chain: Chain, message: string): Chain {
  if (chain.nextBlock.baseFeePerGas === undefined) throw invalidInputError(message)
  return chain
}
