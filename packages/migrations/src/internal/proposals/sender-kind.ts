import { isHex } from '@scaffold-evm/common'
import type { SenderKind } from '../../proposing/proposal.js'
import type { ChainReader } from '../steps/chain-reader.js'

/** `getThreshold()`, which Safes of all versions have. */
const getThreshold = '0xe75235b8'

/** What EIP-7702 puts where an account lends its address to a contract: it signs as ever. */
const delegation = /^0xef0100[0-9a-f]{40}$/i

async function hasThreshold(address: string, reader: ChainReader): Promise<boolean> {
  try {
    const answer = await reader.ask('eth_call', { to: address, data: getThreshold }, 'latest')
    return isHex(answer) && answer.length === 66 && BigInt(answer) > 0n
  } catch {
    // It has no such function.
    return false
  }
}

/** Who sends from an address. */
export async function senderKind(address: string, reader: ChainReader): Promise<SenderKind> {
  const code = await reader.code(address)
  if (code === '0x' || code === '0x0' || delegation.test(code)) return 'account'
  return (await hasThreshold(address, reader)) ? 'safe' : 'contract'
}
