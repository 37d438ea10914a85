import type { Devchain } from '@scaffold-evm/devchain'
import { openSession } from '../../open-session.js'
import type { TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import type { TruffleSession } from '../../truffle-session.js'
import { createLayeredStore } from '../artifacts/layered-store.js'
import { createCallbackProvider } from '../network/callback-provider.js'
import { chooseHardfork } from '../network/choose-hardfork.js'
import { hardforkOfNode } from '../network/hardfork-of-node.js'
import { bridgeNetwork, bridgeProvider } from '../network/provider-bridge.js'
import { ChainReader } from './chain-reader.js'

/** A network's copy, on which migrations are tried. */
export interface DryRunNetwork {
  readonly session: TruffleSession
  /** The project's artifacts; what is written goes nowhere. */
  readonly store: TruffleArtifactStore
  /** Back to the network itself. */
  close(): Promise<void>
}

/**
 * Forks the network of a session into a chain in this process, named `<network>-fork`, on which the network's accounts
 * send without keys. The project's config is on that network until it is closed.
 */
export async function openDryRun(
  project: TruffleProject,
  upstream: TruffleSession,
): Promise<DryRunNetwork> {
  const { config } = project
  const { networkName } = upstream
  const settings = config.networks[networkName] ?? {}
  const { provider, devchain: ownChain } = upstream
  const bridge = ownChain ? await bridgeProvider(provider) : await bridgeNetwork(provider, settings)
  const devchain = await forkChain(project, upstream, bridge.url)
  const name = `${networkName}-fork`
  config.networks[name] = {
    network_id: config.network_id,
    provider: withAccounts(devchain, upstream.accounts),
    from: config.from,
    gas: settings['gas'],
    gasPrice: settings['gasPrice'],
  }
  const session = await openSession(project, { purpose: 'migrate', network: name })
  return {
    session,
    store: createLayeredStore({ built: upstream.store, fresh: upstream.store }),
    async close() {
      // What migrations require may hold on to contracts of the fork.
      project.modules.startGeneration()
      config.network = networkName
      delete config.networks[name]
      await session.close()
      await devchain.close()
      await bridge.close()
    },
  }
}

async function forkChain(
  { config }: TruffleProject,
  upstream: TruffleSession,
  url: string,
): Promise<Devchain> {
  const { provider, networkId, accounts } = upstream
  const [blockGasLimit, chainId, hardfork] = await Promise.all([
    new ChainReader(provider).blockGasLimit(),
    provider.request({ method: 'eth_chainId', params: [] }),
    upstream.devchain?.hardfork ?? hardforkOfNode(provider),
  ])
  const { createDevchain } = await import('@scaffold-evm/devchain')
  const devchain = await createDevchain({
    dialect: 'ganache',
    fork: { url },
    accountCount: 0,
    blockGasLimit,
    chainId: BigInt(String(chainId)),
    networkId: BigInt(networkId),
    hardfork: chooseHardfork(config, {}, { fallback: hardfork }),
  })
  for (const account of accounts) await devchain.impersonate(account.toLowerCase() as `0x${string}`)
  // As Ganache does: its first block on a fork is empty.
  await devchain.mine()
  return devchain
}

/** The accounts of the network, which the chain has no keys of. */
function withAccounts(devchain: Devchain, accounts: readonly string[]): TruffleProvider {
  return createCallbackProvider({
    request: async (args) => (args.method === 'eth_accounts' ? accounts : devchain.request(args)),
    events: devchain,
  })
}
