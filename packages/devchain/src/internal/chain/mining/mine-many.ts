import type { ChainBlock } from '../blocks/chain-block.js'
import type { Ledger } from '../ledger.js'

/** So many blocks at either end of a long run are real: those that BLOCKHASH reaches, and a base fee at rest. */
const realAtEnds = 256n

/** How to mine several blocks. */
export interface MineOptions {
  readonly count: bigint
  /** Between blocks; undefined leaves it to the clock. */
  readonly intervalSec: bigint | undefined
  /** Of the first block. */
  readonly timestampSec: bigint | undefined
}

/** Mines `count` blocks. In the middle of a long run they are only reserved. Returns those that are real. */
export async function mineMany(ledger: Ledger, options: MineOptions): Promise<ChainBlock[]> {
  const { count, intervalSec, timestampSec } = options
  const blocks: ChainBlock[] = []
  const mine = async (): Promise<void> => {
    const spaced = intervalSec === undefined ? undefined : ledger.head.timestampSec + intervalSec
    blocks.push(await ledger.mineBlock(blocks.length === 0 ? timestampSec : spaced))
  }
  let left = count
  for (; left > 0n && (blocks.length < realAtEnds || ledger.hasExecutable); left--) await mine()
  const spacingSec = intervalSec ?? 1n
  if (left > realAtEnds && ledger.isForkFree(left - realAtEnds, spacingSec)) {
    ledger.reserveBlocks(left - realAtEnds, spacingSec)
    left = realAtEnds
  }
  for (; left > 0n; left--) await mine()
  return blocks
}
