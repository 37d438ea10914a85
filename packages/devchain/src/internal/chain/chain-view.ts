import { bytesToHex } from '@scaffold-evm/common'
import { blockNotFoundError, finalityUnknownError } from '../../errors/block.js'
import type { BlockStore } from './blocks/block-store.js'
import type { BlockSelector, ChainBlock } from './blocks/chain-block.js'
import type { CallSite } from './calls/call-engine.js'
import type { RemoteBlock } from './fork/remote-block.js'
import type { RemoteHistory } from './fork/remote-history.js'
import type { Ledger } from './ledger.js'

/** Blocks and states of a chain by what clients call them, those before a fork included. */
export class ChainView {
  readonly #ledger: Ledger
  readonly #store: BlockStore
  readonly #remote: RemoteHistory | undefined

  constructor(ledger: Ledger, store: BlockStore, remote: RemoteHistory | undefined) {
    this.#ledger = ledger
    this.#store = store
    this.#remote = remote
  }

  /** The block; undefined when there is none. */
  async block(selector: BlockSelector): Promise<ChainBlock | undefined> {
    return (await this.#localBlock(selector)) ?? this.#remoteBlock(selector)
  }

  /**
   * Where a call about that block runs.
   *
   * @throws `CHAIN_BLOCK_NOT_FOUND`
   */
  async site(selector: BlockSelector): Promise<CallSite> {
    const block = await this.#localBlock(selector)
    if (block !== undefined) return this.#ledger.blockSite(block)
    const remote = await this.#remoteBlock(selector)
    if (remote === undefined)
      throw blockNotFoundError(describe(selector), this.#store.published.head.number)
    const rules = remote.rules ?? this.#ledger.rulesOf(remote)
    return { block: remote, source: remote.world, snapshot: remote.state, rules }
  }

  async #localBlock(selector: BlockSelector): Promise<ChainBlock | undefined> {
    if (typeof selector === 'object') {
      if ('number' in selector) return this.#store.published.at(selector.number)
      return this.#store.published.withHash(selector.hash)
    }
    if (selector === 'pending') return this.#ledger.pendingBlock()
    if (selector === 'safe' || selector === 'finalized') this.#assertFinality(selector)
    return selector === 'earliest' ? this.#store.published.at(0n) : this.#store.published.head
  }

  /** Blocks become final with proof of stake only. */
  #assertFinality(tag: 'safe' | 'finalized'): void {
    const rules = this.#ledger.rulesOf(this.#store.published.head)
    if (!rules.gteHardfork('paris')) throw finalityUnknownError(tag, rules.hardfork())
  }

  async #remoteBlock(selector: BlockSelector): Promise<RemoteBlock | undefined> {
    if (selector === 'earliest') return this.#remote?.block(0n)
    if (typeof selector === 'string') return undefined
    return 'number' in selector
      ? this.#remote?.block(selector.number)
      : this.#remote?.blockWithHash(selector.hash)
  }
}

function describe(selector: BlockSelector): string {
  if (typeof selector === 'string') return selector
  return 'number' in selector ? selector.number.toString() : bytesToHex(selector.hash)
}
