import { bytesToHex } from '@scaffold-evm/common'
import { traceUnavailableError } from '../../../errors/block.js'
import { isSameBytes } from '../../bytes.js'
import type { Crypto } from '../../crypto.js'
import { toBlockHeader } from '../importing/header-fields.js'
import { readBlock } from '../importing/read-block.js'
import { decodeMinedTransaction } from '../transactions/decode.js'
import type { World } from '../world.js'
import type { ReplayedBlock } from './trace-observer.js'

/**
 * The block that `encoded` is. That its transactions are valid is taken for granted.
 *
 * @throws `CHAIN_BLOCK_UNREADABLE`, `CHAIN_TRACE_UNAVAILABLE` unless the block before it is here
 */
export function decodeForeignBlock(
  encoded: Uint8Array,
  { store, ledger }: World,
  crypto: Crypto,
): ReplayedBlock {
  const { header, transactions } = readBlock(encoded, 0, crypto)
  const { number, hash, parentHash } = header
  const parent = store.at(number - 1n)
  if (parent === undefined || !isSameBytes(parent.hash, parentHash)) {
    throw traceUnavailableError(hash, `its parent ${bytesToHex(parentHash)} is not here`)
  }
  const rules = ledger.schedule.rulesOf(header)
  return {
    header: toBlockHeader(header, rules),
    number,
    hash,
    transactions: transactions.map((raw) => decodeMinedTransaction(raw, rules, crypto)),
  }
}
