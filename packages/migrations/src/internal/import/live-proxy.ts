import type { Eip1193Provider } from '@scaffold-evm/common'
import type { ProxyRecord } from '@scaffold-evm/project'
import { askProxy } from '../proxies/proxy-abi.js'
import { readProxySlot } from '../proxies/proxy-slots.js'

/** What the chain tells of a proxy. */
export type LiveProxy = Pick<ProxyRecord, 'kind' | 'implementation' | 'admin' | 'beacon'>

/** Undefined when there is none at the address. `kind` is what it is said to be, which of two kinds the chain does not tell. */
export async function readLiveProxy(
  provider: Eip1193Provider,
  address: string,
  kind: ProxyRecord['kind'] | undefined,
): Promise<LiveProxy | undefined> {
  const beacon = await readProxySlot(provider, address, 'beacon')
  if (beacon !== undefined) {
    const behind = await askProxy(provider, beacon, 'implementation')
    if (behind !== undefined) return { kind: 'beacon', implementation: behind, beacon }
  }
  const implementation = await readProxySlot(provider, address, 'implementation')
  if (implementation === undefined) return undefined
  const admin = await readProxySlot(provider, address, 'admin')
  const found = kind ?? (admin === undefined ? 'uups' : 'transparent')
  return { kind: found, implementation, ...(admin === undefined ? {} : { admin }) }
}
