import type { ByteStream } from '../chain.js'
import { type ImportTarget, importBlock } from './import-block.js'
import { readBlock } from './read-block.js'
import { rlpItems } from './rlp-stream.js'

/** What blocks are imported into, and how it goes on. */
export interface ImportOptions extends ImportTarget {
  /** Of the blocks to come. @default that of the last block */
  readonly blockGasLimit: bigint | undefined
}

/**
 * Imports a stream of blocks and gives how many were new.
 *
 * @throws `CHAIN_BLOCK_UNREADABLE`, `CHAIN_BLOCK_INVALID`
 */
export async function importBlocks(
  blocks: ByteStream,
  { blockGasLimit, ...target }: ImportOptions,
): Promise<number> {
  const { ledger, crypto } = target
  let position = 0
  let count = 0
  try {
    for await (const item of rlpItems(blocks)) {
      const read = readBlock(item, position++, crypto)
      if ((await importBlock(read, target)) !== undefined) count++
    }
    return count
  } finally {
    ledger.changeSettings({ blockGasLimit: blockGasLimit ?? ledger.head.header.gasLimit })
  }
}
