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

/** A run of blocks after `previous`. */
export function createReservedBlocks(options: ReservedBlocksOptions): ReservedBlocks {
  const { number } = options.previous
  return new ReservedBlocks(options, { first: number + 1n, last: number + options.count }, [])
}

/**
 * Empty blocks that are only made when somebody looks at them: a client that asks for a million gets
 * them at once. Their hashes verify, but as each would have to know the one before, none names its parent.
 */
export class ReservedBlocks {
  readonly first: bigint
  readonly last: bigint
  readonly #options: ReservedBlocksOptions
  readonly #made: Map<bigint, LocalBlock>

  constructor(
    options: ReservedBlocksOptions,
    range: { readonly first: bigint; readonly last: bigint },
    made: Iterable<LocalBlock>,
  ) {
    this.#options = options
    this.first = range.first
    this.last = range.last
    this.#made = new Map([...made].map((block) => [block.number, block]))
  }

  get intervalSec(): bigint {
    return this.#options.intervalSec
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

  /** The blocks up to `number`, if there are any, and those after it. */
  split(number: bigint): [ReservedBlocks | undefined, ReservedBlocks] {
    if (number < this.first) return [undefined, this]
    const part = (first: bigint, last: bigint): ReservedBlocks => {
      const made = [...this.made].filter((block) => block.number >= first && block.number <= last)
      return new ReservedBlocks(this.#options, { first, last }, made)
    }
    return [part(this.first, number), part(number + 1n, this.last)]
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
