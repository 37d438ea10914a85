import type { TruffleProvider } from '../../truffle-provider.js'

/** Of a node that is asked for its name: Ganache knows no newer rules, and what else runs follows the newest. */
export async function hardforkOfNode(provider: TruffleProvider): Promise<string> {
  const version = await provider
    .request({ method: 'web3_clientVersion', params: [] })
    .catch(() => '')
  return String(version).includes('TestRPC') ? 'shanghai' : 'osaka'
}
