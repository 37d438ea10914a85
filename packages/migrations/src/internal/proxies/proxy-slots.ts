import type { Eip1193Provider } from '@scaffold-evm/common'
import { getAddress } from '@scaffold-evm/project/ethers'

/** Where proxies keep what they are (EIP-1967): hashes of names, minus 1, which no compiler gives a variable. */
export const proxySlots = {
  implementation: '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
  admin: '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103',
  beacon: '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50',
} as const

/** The address in such a slot; undefined when there is none. */
export async function readProxySlot(
  provider: Eip1193Provider,
  proxy: string,
  slot: keyof typeof proxySlots,
): Promise<string | undefined> {
  const word = await provider.request({
    method: 'eth_getStorageAt',
    params: [proxy, proxySlots[slot], 'latest'],
  })
  const digits = String(word).slice(2).padStart(64, '0').slice(-40)
  return /^0*$/.test(digits) ? undefined : getAddress(`0x${digits}`)
}
