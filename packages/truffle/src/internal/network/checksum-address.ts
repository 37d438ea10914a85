import { getAddress } from 'ethers'

/** With EIP-55's capitals, as web3 gives addresses. */
export function toChecksumAddress(address: string): string {
  return /^0x[0-9a-fA-F]{40}$/.test(address) ? getAddress(address.toLowerCase()) : address
}
