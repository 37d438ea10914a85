import type { DevchainOptions } from '@scaffold-evm/devchain'
import type { NetworkLink } from './connect-network.js'
import { createHttpProvider } from './http-provider.js'
import type { Place } from './probe.js'

/**
 * Serves a chain from a thread of its own, and reaches it there as anybody else does: it answers those who let nothing
 * happen in this thread meanwhile.
 */
export async function startThread(options: DevchainOptions, serve: Place): Promise<NetworkLink> {
  const { openWorkerChain } = await import('../truffle4/worker-chain.js')
  const source = { kind: 'chain', options, estimates: 'needed', serve } as const
  const { accounts, provider: own, close } = await openWorkerChain(source)
  const provider = createHttpProvider(String(own.host))
  const end = async (): Promise<void> => {
    provider.disconnect()
    await close()
  }
  return { provider, devchain: undefined, ownAccounts: accounts, close: end }
}
