import { hexToBytes } from '@scaffold-evm/common'
import { quantityToWord } from '../../words.js'
import type { ChainLog } from '../blocks/chain-log.js'

/** ERC-7528: where ether is, for those who think it is a token. */
export const etherAddress: Uint8Array = hexToBytes('0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee')

/** `Transfer(address,address,uint256)` */
const transferTopic = hexToBytes(
  '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
)

/** Ether that moves. */
export interface EtherTransfer {
  readonly from: Uint8Array
  readonly to: Uint8Array
  readonly valueWei: bigint
}

/** What a token would log of it. */
export function transferLog({ from, to, valueWei }: EtherTransfer): ChainLog {
  return {
    address: etherAddress,
    topics: [transferTopic, addressToWord(from), addressToWord(to)],
    data: quantityToWord(valueWei),
  }
}

function addressToWord(address: Uint8Array): Uint8Array {
  const word = new Uint8Array(32)
  word.set(address, 12)
  return word
}
