import { quantityToHex } from '@scaffold-evm/common'
import type { BlockSelector, ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import type { MinedTransaction } from '../chain/transactions/chain-transaction.js'
import { invalidInputError } from './rpc-error.js'

/** What eth_feeHistory is asked. */
export interface FeeHistoryRequest {
  readonly blockCount: bigint
  readonly newestBlock: BlockSelector
  /** 0 to 100, ascending. */
  readonly percentiles: readonly number[] | undefined
}

const maxBlocks = 1_024n

/** Base fees, fullness and tips of a range of blocks, with the base fee of the block after. */
export async function feeHistory(
  chain: Chain,
  request: FeeHistoryRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const { percentiles } = request
  checkRequest(request)
  const blocks = await blocksUpTo(chain, request)
  const last = blocks.at(-1)
  const next = await feesAfter(chain, last, request.newestBlock)
  const fees = blocks.map((block) => block.header.baseFeePerGas ?? 0n)
  const blobFees = blocks.map((block) => blobFeeOf(block))
  return {
    oldestBlock: quantityToHex(blocks[0]?.number ?? 0n),
    baseFeePerGas: [...fees, next.baseFee].map(quantityToHex),
    gasUsedRatio: blocks.map(({ header }) => ratio(header.gasUsed, header.gasLimit)),
    baseFeePerBlobGas: [...blobFees, next.blobFee].map(quantityToHex),
    blobGasUsedRatio: blocks.map((block) => blobRatio(block)),
    ...(percentiles === undefined || percentiles.length === 0
      ? {}
      : { reward: blocks.map((block) => rewards(block, percentiles).map(quantityToHex)) }),
  }
}

function checkRequest({ blockCount, percentiles = [] }: FeeHistoryRequest): void {
  if (blockCount < 1n) throw invalidInputError('blockCount should be at least 1')
  if (blockCount > maxBlocks) throw invalidInputError(`blockCount should be at most ${maxBlocks}`)
  percentiles.forEach((percentile, index) => {
    if (percentile < 0 || percentile > 100) {
      throw invalidInputError(
        `The reward percentile number ${index + 1} is invalid. It must be a float between 0 and 100, but is ${percentile} instead.`,
      )
    }
  })
  percentiles.forEach((percentile, index) => {
    const next = percentiles[index + 1]
    if (next !== undefined && next < percentile) {
      throw invalidInputError(
        `The reward percentiles should be in non-decreasing order, but the percentile number ${index + 1} is greater than the next one`,
      )
    }
  })
}

async function blocksUpTo(
  chain: Chain,
  { blockCount, newestBlock }: FeeHistoryRequest,
): Promise<ChainBlock[]> {
  const newest = await chain.block(newestBlock)
  if (newest === undefined) {
    throw invalidInputError(
      `Received invalid block tag ${describe(newestBlock)}. Latest block number is ${chain.head.number}`,
    )
  }
  const count = blockCount > newest.number ? newest.number + 1n : blockCount
  const blocks = [newest]
  for (let number = newest.number - 1n; number > newest.number - count; number--) {
    const block = chain.blockAt(number) ?? (await chain.block({ number }))
    if (block === undefined) break
    blocks.unshift(block)
  }
  return blocks
}

async function feesAfter(
  chain: Chain,
  last: ChainBlock | undefined,
  newestBlock: BlockSelector,
): Promise<{ baseFee: bigint; blobFee: bigint }> {
  const pending =
    last?.number === chain.head.number ? undefined : await chainBlockAfter(chain, last)
  if (pending !== undefined) {
    return { baseFee: pending.header.baseFeePerGas ?? 0n, blobFee: blobFeeOf(pending) }
  }
  if (newestBlock === 'pending' && last !== undefined) {
    const { header } = last.block
    return {
      baseFee: header.baseFeePerGas === undefined ? 0n : header.calcNextBaseFee(),
      blobFee: blobFeeOf(last),
    }
  }
  return {
    baseFee: chain.nextBlock.baseFeePerGas ?? 0n,
    blobFee: chain.nextBlock.blobBaseFee ?? 0n,
  }
}

async function chainBlockAfter(
  chain: Chain,
  block: ChainBlock | undefined,
): Promise<ChainBlock | undefined> {
  return block === undefined ? undefined : await chain.block({ number: block.number + 1n })
}

function blobFeeOf({ block: { header } }: ChainBlock): bigint {
  return header.excessBlobGas === undefined ? 0n : header.getBlobGasPrice()
}

function blobRatio({ block: { header } }: ChainBlock): number {
  const { blobGasUsed } = header
  if (blobGasUsed === undefined || blobGasUsed === 0n) return 0
  return ratio(blobGasUsed, header.common.param('maxBlobGasPerBlock'))
}

function ratio(used: bigint, limit: bigint): number {
  return limit === 0n ? 0 : Number(used) / Number(limit)
}

/** The tip below which each share of the block's gas was paid. */
function rewards(block: ChainBlock, percentiles: readonly number[]): bigint[] {
  const tips = block.transactions
    .map((transaction) => ({ tip: tipOf(transaction), gasUsed: transaction.receipt.gasUsed }))
    .sort((a, b) => (a.tip < b.tip ? -1 : a.tip > b.tip ? 1 : 0))
  const gasUsed = tips.reduce((sum, entry) => sum + entry.gasUsed, 0n)
  let index = 0
  let reached = tips[0]?.gasUsed ?? 0n
  return percentiles.map((percentile) => {
    const threshold = (Number(gasUsed) * percentile) / 100
    while (Number(reached) < threshold && index < tips.length - 1) {
      index++
      reached += tips[index]?.gasUsed ?? 0n
    }
    return tips[index]?.tip ?? 0n
  })
}

function tipOf({ receipt, block }: MinedTransaction): bigint {
  return receipt.effectiveGasPrice - (block.header.baseFeePerGas ?? 0n)
}

function describe(selector: BlockSelector): string {
  if (typeof selector === 'string') return selector
  return 'number' in selector ? `${selector.number}` : 'of that hash'
}
