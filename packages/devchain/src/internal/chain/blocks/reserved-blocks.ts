import { Block, createBlockHeader } from '@ethereumjs/block'
import { KECCAK256_RLP } from '@ethereumjs/util'
import type { Crypto } from '../../crypto.js'
import type { Rules } from '../rules.js'
import { encodeHeader } from './header-encoding.js'
import { LocalBlock } from './local-block.js'

/** What a run of blocks without content is made of. */
export interface ReservedBlocksOptions {
  /** The block before the first. */
  readonly previous: LocalBlock
  readonly count: bigint
  readonly intervalSec: bigint
  readonly rules: Rules
  readonly crypto: Crypto
}

/**
 * Empty blocks that are only made when somebody looks at them: a client that asks for a million gets
 * them at once. Their hashes verify, but as each would have to know the one before, none names its parent.
 */
export class ReservedBlocks {
  readonly first: bigint
  readonly last: bigint
  readonly #options: ReservedBlocksOptions
  readonly #made = new Map<bigint, LocalBlock>()

  constructor(options: ReservedBlocksOptions) {
    this.#options = options
    this.first = options.previous.number + 1n
    this.last = options.previous.number + options.count
  }

  has(number: bigint): boolean {
    return number >= this.first && number <= this.last
  }

  /** The block; those made before are the same object. */
  at(number: bigint): LocalBlock {
    const known = this.#made.get(number)
    if (known !== undefined) return known
    const block = this.#make(number)
    this.#made.set(number, block)
    return block
  }

  /** The blocks that exist. */
  get made(): Iterable<LocalBlock> {
    return this.#made.values()
  }

  #make(number: bigint): LocalBlock {
    const { previous, intervalSec, rules, crypto } = this.#options
    const { header: parent } = previous.block
    const header = createBlockHeader(
      {
        ...parent,
        number,
        parentHash: new Uint8Array(32),
        transactionsTrie: KECCAK256_RLP,
        receiptTrie: KECCAK256_RLP,
        logsBloom: new Uint8Array(256),
        stateRoot: previous.state.root,
        timestamp: previous.timestampSec + (number - previous.number) * intervalSec,
        gasUsed: 0n,
      },
      { common: rules, freeze: false },
    )
    const hash = crypto.keccak256(encodeHeader(header))
    header.hash = () => hash
    const block = new Block(header, [], [], undefined, { common: rules })
    const between = number - previous.number - 1n
    const totalDifficulty = previous.totalDifficulty + between * header.difficulty
    return new LocalBlock(block, previous.state, totalDifficulty)
  }
}
