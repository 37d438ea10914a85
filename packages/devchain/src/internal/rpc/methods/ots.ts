import { bytesToHex } from '@scaffold-evm/common'
import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import { blocksWithTransactions } from '../blocks-with-transactions.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockDetails, blockTransactions } from '../otterscan/block-details.js'
import { OtterscanTracer } from '../otterscan/call-list.js'
import { contractCreator, hasCode } from '../otterscan/contract-creator.js'
import { searchAfter, searchBefore } from '../otterscan/search.js'
import { headerToJson } from '../output/block.js'
import { blockSelector } from '../params/block-selector.js'
import { either, mapped } from '../params/combinators.js'
import type { ParamType } from '../params/param-type.js'
import { address, hash, integer } from '../params/scalars.js'
import { requireBlock } from '../require-block.js'
import { requireMined, traceMined } from '../tracing/run-tracer.js'

/** The version of the interface that Otterscan asks for. */
const apiLevel = 8

/** Otterscan sends block numbers as plain numbers, others as JSON-RPC has them. */
const block: ParamType<BlockSelector> = either(
  'a block number, hash or tag',
  mapped(integer, (number) => ({ number })),
  blockSelector,
)
const count = mapped(integer, Number)
const search = [
  required('address', address),
  required('block', integer),
  required('pageSize', count),
] as const

async function senderAndNonce(chain: Chain, sender: Uint8Array, nonce: bigint) {
  const wanted = bytesToHex(sender)
  for (const { transactions } of blocksWithTransactions(chain, 0n, chain.head.number)) {
    const found = transactions.find(
      (transaction) => transaction.tx.nonce === nonce && bytesToHex(transaction.sender) === wanted,
    )
    if (found !== undefined) return bytesToHex(found.hash)
  }
  return null
}

/** What the explorer Otterscan needs besides the standard methods. */
export const ots: MethodTable = {
  ots_getApiLevel: method([], () => apiLevel),
  ots_hasCode: method(
    [required('address', address), optional('block', block, 'latest')],
    ({ chain }, account, selector) => hasCode(chain, account, selector),
  ),
  ots_getTransactionError: method([required('hash', hash)], ({ chain }, wanted) => {
    const { haltReason, returnData } = requireMined(chain, wanted).receipt
    return haltReason === 'revert' ? bytesToHex(returnData) : '0x'
  }),
  ots_traceTransaction: method([required('hash', hash)], async ({ chain }, wanted) => {
    const { tracer } = await traceMined(chain, wanted, (site) => new OtterscanTracer(site))
    return tracer.finish()
  }),
  ots_getInternalOperations: method([required('hash', hash)], async ({ chain }, wanted) => {
    const { tracer } = await traceMined(chain, wanted, (site) => new OtterscanTracer(site))
    return tracer.operations()
  }),
  ots_getBlockDetails: method([required('block', block)], async ({ chain }, selector) =>
    blockDetails(chain, await requireBlock(chain, selector)),
  ),
  ots_getBlockDetailsByHash: method([required('blockHash', hash)], async ({ chain }, wanted) =>
    blockDetails(chain, await requireBlock(chain, { hash: wanted })),
  ),
  ots_getBlockTransactions: method(
    [required('block', block), required('pageNumber', count), required('pageSize', count)],
    async ({ chain }, selector, pageNumber, pageSize) =>
      blockTransactions(await requireBlock(chain, selector), { pageNumber, pageSize }),
  ),
  ots_searchTransactionsBefore: method(search, ({ chain }, account, blockNumber, pageSize) =>
    searchBefore(chain, { address: account, blockNumber, pageSize }),
  ),
  ots_searchTransactionsAfter: method(search, ({ chain }, account, blockNumber, pageSize) =>
    searchAfter(chain, { address: account, blockNumber, pageSize }),
  ),
  ots_getTransactionBySenderAndNonce: method(
    [required('sender', address), required('nonce', integer)],
    ({ chain }, sender, nonce) => senderAndNonce(chain, sender, nonce),
  ),
  ots_getContractCreator: method([required('address', address)], ({ chain }, account) =>
    contractCreator(chain, account),
  ),
  erigon_getHeaderByNumber: method([required('block', block)], async ({ chain }, selector) => {
    const found = await chain.block(selector)
    return found === undefined ? null : headerToJson(found)
  }),
}
