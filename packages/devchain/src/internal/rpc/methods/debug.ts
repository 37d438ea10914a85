import { bytesToHex } from '@scaffold-evm/common'
import { type MethodTable, method, required } from '../method.js'
import { receiptEncoding } from '../output/encoding.js'
import { blockSelector } from '../params/block-selector.js'
import { hash } from '../params/scalars.js'
import { requireBlock } from '../require-block.js'
import { RpcError, rpcCode } from '../rpc-error.js'

/** The encodings that hashes are taken of. */
export const debug: MethodTable = {
  debug_getRawHeader: method([required('block', blockSelector)], async ({ chain }, selector) =>
    bytesToHex((await requireBlock(chain, selector)).block.header.serialize()),
  ),
  debug_getRawBlock: method([required('block', blockSelector)], async ({ chain }, selector) =>
    bytesToHex((await requireBlock(chain, selector)).block.serialize()),
  ),
  debug_getRawReceipts: method([required('block', blockSelector)], async ({ chain }, selector) =>
    (await requireBlock(chain, selector)).transactions.map(receiptEncoding),
  ),
  debug_getRawBlockAccessList: method([required('block', blockSelector)], () => {
    throw new RpcError(
      rpcCode.resourceNotFound,
      'No block has an access list (EIP-7928) in the forks that this node knows',
    )
  }),
  // Blocks that are not valid are refused, and not kept.
  debug_getBadBlocks: method([], () => []),
  debug_getRawTransaction: method([required('hash', hash)], async ({ chain }, wanted) => {
    const found = await chain.findTransaction(wanted)
    return found === undefined ? '0x' : bytesToHex(found.raw)
  }),
}
