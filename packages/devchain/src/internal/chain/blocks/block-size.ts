import { encodeRlp } from '../rlp.js'
import type { ChainBlock } from './chain-block.js'
import { encodeHeader, encodeUncles } from './header-encoding.js'

/** The number of bytes of the RLP of a block, which is not written for that. */
export function blockSize({ header, transactions, uncles, withdrawals }: ChainBlock): number {
  let transactionBytes = 0
  for (const { tx, raw } of transactions) {
    // What is no list goes into the list of transactions as a string.
    transactionBytes += tx.type === 0 ? raw.length : withHeader(raw.length)
  }
  return withHeader(
    encodeHeader(header).length +
      withHeader(transactionBytes) +
      encodeUncles(uncles).length +
      (header.withdrawalsRoot === undefined
        ? 0
        : encodeRlp(withdrawals.map((withdrawal) => withdrawal.raw())).length),
  )
}

/** With the header of a list, or of a string of more than one byte. */
function withHeader(length: number): number {
  if (length < 56) return 1 + length
  return 1 + Math.ceil((32 - Math.clz32(length)) / 8) + length
}
