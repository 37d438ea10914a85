import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { RpcContext } from '../context.js'
import { feeHistory } from '../fee-history.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockToJson, pendingBlockToJson, uncleToJson } from '../output/block.js'
import { receiptToJson } from '../output/receipt.js'
import { totalDifficulty } from '../output/total-difficulty.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import { array } from '../params/combinators.js'
import { boolean, hash, integer, number, quantity64 } from '../params/scalars.js'
import { requireBaseFee } from '../requirements.js'

async function showBlock(
  { chain }: RpcContext,
  selector: BlockSelector,
  isFull: boolean,
): Promise<unknown> {
  const block = await chain.block(selector)
  if (block === undefined) return null
  const content = isFull ? 'transactions' : 'hashes'
  const show = selector === 'pending' ? pendingBlockToJson : blockToJson
  return { ...show(block, content), ...totalDifficulty(chain, block) }
}

async function transactionCount(
  { chain }: RpcContext,
  selector: BlockSelector,
): Promise<string | null> {
  const block = await chain.block(selector)
  return block === undefined ? null : quantityToHex(block.transactions.length)
}

async function uncleCount({ chain }: RpcContext, selector: BlockSelector): Promise<string | null> {
  const block = await chain.block(selector)
  return block === undefined ? null : quantityToHex(block.uncles.length)
}

async function showUncle(
  { chain }: RpcContext,
  selector: BlockSelector,
  index: bigint,
): Promise<unknown> {
  const block = await chain.block(selector)
  const uncle = block?.block.uncleHeaders[Number(index)]
  return uncle === undefined ? null : uncleToJson(uncle)
}

/** Blocks, their receipts and fees. */
export const ethBlocks: MethodTable = {
  eth_blockNumber: method([], ({ chain }) => quantityToHex(chain.head.number)),
  eth_getBlockByNumber: method(
    [required('block', blockNumberOrTag), optional('withTransactions', boolean, false)],
    showBlock,
  ),
  eth_getBlockByHash: method(
    [required('blockHash', hash), optional('withTransactions', boolean, false)],
    (context, blockHash, isFull) => showBlock(context, { hash: blockHash }, isFull),
  ),
  eth_getBlockTransactionCountByNumber: method(
    [required('block', blockNumberOrTag)],
    transactionCount,
  ),
  eth_getBlockTransactionCountByHash: method([required('blockHash', hash)], (context, blockHash) =>
    transactionCount(context, { hash: blockHash }),
  ),
  eth_getBlockReceipts: method([required('block', blockSelector)], async ({ chain }, selector) => {
    const block = await chain.block(selector)
    return block?.transactions.map(receiptToJson) ?? null
  }),
  // EIP-7928 comes after all forks that there are here: no block has such a list.
  eth_getBlockAccessList: method([required('block', blockSelector)], () => null),
  eth_getUncleCountByBlockNumber: method([required('block', blockNumberOrTag)], uncleCount),
  eth_getUncleCountByBlockHash: method([required('blockHash', hash)], (context, blockHash) =>
    uncleCount(context, { hash: blockHash }),
  ),
  eth_getUncleByBlockNumberAndIndex: method(
    [required('block', blockNumberOrTag), required('index', quantity64)],
    showUncle,
  ),
  eth_getUncleByBlockHashAndIndex: method(
    [required('blockHash', hash), required('index', quantity64)],
    (context, blockHash, index) => showUncle(context, { hash: blockHash }, index),
  ),
  eth_getHeaderByNumber: method([required('block', blockNumberOrTag)], (context, selector) =>
    showHeader(context, selector),
  ),
  eth_getHeaderByHash: method([required('blockHash', hash)], (context, blockHash) =>
    showHeader(context, { hash: blockHash }),
  ),
  eth_feeHistory: method(
    [
      required('blockCount', integer),
      required('newestBlock', blockNumberOrTag),
      optional('rewardPercentiles', array(number, 'an array of numbers', 100)),
    ],
    ({ chain }, blockCount, newestBlock, percentiles) =>
      feeHistory(
        requireBaseFee(
          chain,
          'eth_feeHistory is disabled. It only works with the London hardfork or a later one.',
        ),
        { blockCount, newestBlock, percentiles },
      ),
  ),
}

async function showHeader({ chain }: RpcContext, selector: BlockSelector): Promise<unknown> {
  const block = await chain.block(selector)
  if (block === undefined) return null
  const { transactions: _, uncles: __, withdrawals: ___, ...header } = blockToJson(block, 'hashes')
  return { ...header, ...totalDifficulty(chain, block), hash: bytesToHex(block.hash) }
}
