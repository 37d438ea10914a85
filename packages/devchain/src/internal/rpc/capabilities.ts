import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { Chain } from '../chain/chain.js'

/** What the node can answer about: everything from the first block on. */
export function capabilities({ head, remote }: Chain): Readonly<Record<string, unknown>> {
  const complete = { disabled: false, oldestBlock: '0x0' }
  return {
    head: { number: quantityToHex(head.number), hash: bytesToHex(head.hash) },
    state: complete,
    tx: complete,
    logs: complete,
    receipts: complete,
    blocks: complete,
    // The state of a fork is not all here.
    stateproofs: remote === undefined ? complete : { disabled: true },
  }
}
