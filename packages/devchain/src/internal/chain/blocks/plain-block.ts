import { Block, type BlockHeader, createBlockHeader, type HeaderData } from '@ethereumjs/block'
import type { Withdrawal } from '@ethereumjs/util'
import type { Rules } from '../rules.js'
import { transactionToEthereumjs } from '../transactions/to-ethereumjs.js'
import type { Transaction } from '../transactions/transaction.js'
import type { ChainHeader } from './chain-header.js'

/** All of a block but its hash and its transactions. */
export interface PlainBlockContent {
  readonly header: ChainHeader
  readonly rules: Rules
  readonly uncles: readonly BlockHeader[]
  /** Of rules that have none, they are left out. */
  readonly withdrawals: readonly Withdrawal[]
}

/** What a block is besides its transactions, before ethereumjs has an object of it. Most are never asked for theirs, which is large. */
export class PlainBlock {
  readonly header: ChainHeader
  readonly uncles: readonly BlockHeader[]
  readonly withdrawals: readonly Withdrawal[]
  readonly #rules: Rules
  readonly #hash: Uint8Array

  constructor(content: PlainBlockContent, hash: Uint8Array) {
    this.header = content.header
    this.uncles = content.uncles
    this.withdrawals = content.withdrawals
    this.#rules = content.rules
    this.#hash = hash
  }

  hash(): Uint8Array {
    return this.#hash
  }

  toBlock(transactions: readonly { readonly tx: Transaction }[]): Block {
    const rules = this.#rules
    const hash = this.#hash
    // Its types want undefined fields to be absent; it treats them alike.
    const data = { ...this.header } as HeaderData
    const options = { common: rules, freeze: false, skipConsensusFormatValidation: true }
    const header = createBlockHeader(data, options)
    header.hash = () => hash
    return new Block(
      header,
      transactions.map(({ tx }) => transactionToEthereumjs(tx)),
      [...this.uncles],
      rules.isActivatedEIP(4895) ? [...this.withdrawals] : undefined,
      options,
    )
  }
}
