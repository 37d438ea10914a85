import { blockNotFoundError } from '../../errors.js'
import type { WorldState } from '../state/types.js'
import type { BlockStore } from './blocks/block-store.js'
import type { CallSite } from './calls/call-engine.js'
import type { Ledger } from './ledger.js'
import type { BlockSelector, ChainBlock } from './types.js'

/** Blocks and states of a chain by what clients call them. */
export class ChainView {
  readonly #ledger: Ledger
  readonly #store: BlockStore

  constructor(ledger: Ledger, store: BlockStore) {
    this.#ledger = ledger
    this.#store = store
  }

  /** The block; undefined when there is none. */
  async block(selector: BlockSelector): Promise<ChainBlock | undefined> {
    if (typeof selector === 'object') {
      return 'number' in selector
        ? this.#store.at(selector.number)
        : this.#store.withHash(selector.hash)
    }
    if (selector === 'pending') return this.#ledger.pendingBlock()
    return selector === 'earliest' ? this.#store.at(0n) : this.#ledger.head
  }

  /** @throws `CHAIN_BLOCK_NOT_FOUND` */
  async site(selector: BlockSelector): Promise<CallSite> {
    const block = await this.block(selector)
    if (block === undefined) throw blockNotFoundError(describe(selector), this.#ledger.head.number)
    return { block, source: this.#ledger.state, snapshot: block.state }
  }

  /** @throws `CHAIN_BLOCK_NOT_FOUND` */
  async stateAt(selector: BlockSelector): Promise<WorldState> {
    const { source, snapshot } = await this.site(selector)
    return source.fork(snapshot)
  }
}

function describe(selector: BlockSelector): string {
  if (typeof selector === 'string') return selector
  if ('number' in selector) return selector.number.toString()
  return `0x${Buffer.from(selector.hash).toString('hex')}`
}
