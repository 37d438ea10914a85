import type { ByteStream } from '../types.js'
import { type ImportTarget, importBlock } from './import-block.js'
import { readBlock } from './read-block.js'
import { rlpItems } from './rlp-stream.js'

/**
 * Imports a stream of blocks and gives how many were new.
 *
 * @throws `CHAIN_BLOCK_UNREADABLE`, `CHAIN_BLOCK_INVALID`
 */
export async function importBlocks(blocks: ByteStream, target: ImportTarget): Promise<number> {
  let position = 0
  let count = 0
  for await (const item of rlpItems(blocks)) {
    const read = readBlock(item, position++, target.crypto)
    if ((await importBlock(read, target)) !== undefined) count++
  }
  return count
}
