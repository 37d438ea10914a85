import type { BlockHeader } from '@ethereumjs/block'
import { bytesToHex } from '@scaffold-evm/common'
import { invalidBlockError } from '../../../errors/block.js'
import type { BlockStore } from '../blocks/block-store.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import type { ForkSchedule } from '../schedule/fork-schedule.js'
import { type HeaderFields, toBlockHeader } from './header-fields.js'
import type { ReadBlock } from './read-block.js'
import { validateHeader } from './validate-header.js'

const mostUncles = 2

/** An uncle's parent is at most so many blocks before the block. */
const mostGenerations = 7n

/** What uncles are measured against. */
export interface UncleContext {
  readonly store: BlockStore
  readonly schedule: ForkSchedule
}

/**
 * The uncles of a block: blocks that could have been in the chain, are not, and were not rewarded
 * before.
 *
 * @throws `CHAIN_BLOCK_INVALID`
 */
export function validateUncles(
  { header, uncles }: ReadBlock,
  context: UncleContext,
): readonly BlockHeader[] {
  if (uncles.length === 0) return []
  const most = header.difficulty === 0n ? 0 : mostUncles
  if (uncles.length > most) {
    throw unclesError(header, `expected at most ${most}, got ${uncles.length}`)
  }
  const ancestors = recentAncestors(header, context.store)
  const known = new Set<string>()
  for (const { block, hash } of ancestors.values()) {
    known.add(bytesToHex(hash))
    for (const uncle of block.uncleHeaders) known.add(bytesToHex(uncle.hash()))
  }
  return uncles.map((uncle) => {
    const hash = bytesToHex(uncle.hash)
    if (known.has(hash)) throw unclesError(header, `${hash} is there already`)
    known.add(hash)
    const parent = ancestors.get(bytesToHex(uncle.parentHash))
    if (parent === undefined || bytesToHex(parent.hash) === bytesToHex(header.parentHash)) {
      throw unclesError(header, `${hash} has no parent among the blocks before`)
    }
    const rules = context.schedule.rulesAfter(parent, () => uncle.timestamp)
    validateHeader(uncle, parent.header, rules)
    return toBlockHeader(uncle, rules)
  })
}

function recentAncestors(
  { number }: HeaderFields,
  store: BlockStore,
): ReadonlyMap<string, ChainBlock> {
  const ancestors = new Map<string, ChainBlock>()
  for (let generation = 1n; generation <= mostGenerations; generation++) {
    const block = store.at(number - generation)
    if (block !== undefined) ancestors.set(bytesToHex(block.hash), block)
  }
  return ancestors
}

function unclesError({ number }: HeaderFields, reason: string): Error {
  return invalidBlockError(number, { field: 'uncles', reason })
}
