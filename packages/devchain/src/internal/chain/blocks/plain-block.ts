import { Block, type BlockHeader, createBlockHeader, type HeaderData } from '@ethereumjs/block'
import type { Withdrawal } from '@ethereumjs/util'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../types.js'
import type { ChainHeader } from './chain-header.js'
import type { PlainBlock } from './local-block.js'

/** All of a block but its hash. */
export interface PlainBlockContent {
  readonly header: ChainHeader
  readonly rules: Rules
  readonly transactions: readonly ChainTransaction[]
  readonly uncles: readonly BlockHeader[]
  /** Of rules that have none, they are left out. */
  readonly withdrawals: readonly Withdrawal[]
}

/** A block that becomes one of ethereumjs when somebody asks for that. */
export function plainBlock(content: PlainBlockContent, hash: Uint8Array): PlainBlock {
  const { header, uncles, withdrawals } = content
  return { header, uncles, withdrawals, hash: () => hash, toBlock: () => toBlock(content, hash) }
}

function toBlock(content: PlainBlockContent, hash: Uint8Array): Block {
  const { rules, transactions, uncles, withdrawals } = content
  // Its types want undefined fields to be absent; it treats them alike.
  const data = { ...content.header } as HeaderData
  const options = { common: rules, freeze: false, skipConsensusFormatValidation: true }
  const header = createBlockHeader(data, options)
  header.hash = () => hash
  return new Block(
    header,
    transactions.map(({ tx }) => tx),
    [...uncles],
    rules.isActivatedEIP(4895) ? [...withdrawals] : undefined,
    options,
  )
}
