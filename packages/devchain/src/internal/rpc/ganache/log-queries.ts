import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { MethodChange } from '../method.js'
import { type LogFilter, looseLogFilter } from '../params/log-filter.js'

/** What is no topic fits no log. */
export const withAnyTopics: MethodChange = (base) => ({
  params: base.params.map((param) =>
    param.name === 'filter' ? { ...param, type: looseLogFilter } : param,
  ),
  run: base.run,
})

/** No logs are in a range that ends before it begins. */
export const withBackwardRange: MethodChange = (base) => ({
  params: base.params,
  run(context, args) {
    const [{ fromBlock = 'latest', toBlock }] = args as readonly [LogFilter]
    if (typeof toBlock === 'object' && 'number' in toBlock) {
      const from = isNewest(fromBlock) ? context.chain.head.number : numberOf(fromBlock)
      if (from !== undefined && from > toBlock.number) return []
    }
    return base.run(context, args)
  },
})

function isNewest(block: BlockSelector): boolean {
  return block === 'latest' || block === 'pending'
}

function numberOf(block: BlockSelector): bigint | undefined {
  return typeof block === 'object' && 'number' in block ? block.number : undefined
}
