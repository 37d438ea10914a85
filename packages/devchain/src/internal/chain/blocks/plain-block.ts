import { Block, type BlockHeader, createBlockHeader, type HeaderData } from '@ethereumjs/block'
import type { Withdrawal } from '@ethereumjs/util'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { transactionToEthereumjs } from '../transactions/to-ethereumjs.js'
import type { ChainHeader } from './chain-header.js'

/** All of a block but its hash. */
export interface PlainBlockContent {
  readonly header: ChainHeader
  readonly rules: Rules
  readonly transactions: readonly ChainTransaction[]
  readonly uncles: readonly BlockHeader[]
  /** Of rules that have none, they are left out. */
  readonly withdrawals: readonly Withdrawal[]
}

/** A block that ethereumjs has no object of yet. Most are never asked for theirs, which is large. */
export class PlainBlock {
  readonly header: ChainHeader
  readonly uncles: readonly BlockHeader[]
  readonly withdrawals: readonly Withdrawal[]
  readonly #rules: Rules
  readonly #transactions: readonly ChainTransaction[]
  readonly #hash: Uint8Array

  constructor(content: PlainBlockContent, hash: Uint8Array) {
    this.header = content.header
    this.uncles = content.uncles
    this.withdrawals = content.withdrawals
    this.#rules = content.rules
    this.#transactions = content.transactions
    this.#hash = hash
  }

  hash(): Uint8Array {
    return this.#hash
  }

  toBlock(): Block {
    const rules = this.#rules
    const hash = this.#hash
    // Its types want undefined fields to be absent; it treats them alike.
    const data = { ...this.header } as HeaderData
    const options = { common: rules, freeze: false, skipConsensusFormatValidation: true }
    const header = createBlockHeader(data, options)
    header.hash = () => hash
    return new Block(
      header,
      this.#transactions.map(({ tx }) => transactionToEthereumjs(tx)),
      [...this.uncles],
      rules.isActivatedEIP(4895) ? [...this.withdrawals] : undefined,
      options,
    )
  }
}
