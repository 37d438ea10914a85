import type { DevchainOptions } from '@scaffold-evm/devchain'
import type { FlavorParts } from '../../truffle-flavor.js'
import type { NetworkLink } from '../network/connect-network.js'
import type { Place } from '../network/probe.js'
import type { LegacyLibrary } from './abstraction/abstraction-state.js'
import { createLegacyAbstraction } from './abstraction/create-abstraction.js'
import type { EstimateKind } from './ganache6/answer.js'
import { openInlineChain } from './inline-chain.js'
import { loadLegacyWeb3 } from './legacy-web3.js'
import { withOwnSend } from './own-send.js'
import { openWorkerChain } from './worker-chain.js'

/** How releases of ganache-cli and Truffle 4 differ. */
export interface Truffle4Era extends Pick<LegacyLibrary, 'takesAnyArguments'> {
  readonly estimates: EstimateKind
}

/** What sessions of Truffle 4 are made of. */
export async function loadTruffle4Parts({ estimates, ...era }: Truffle4Era): Promise<FlavorParts> {
  const library = { ...(await loadLegacyWeb3()), ...era }
  return {
    async openChain(options, serve) {
      if (needsThread(options, serve)) {
        const { accounts, ...chain } = await openWorkerChain({
          kind: 'chain',
          options,
          estimates,
          serve,
        })
        return { ...chain, devchain: undefined, ownAccounts: accounts }
      }
      const { accounts, ...chain } = await openInlineChain(options, estimates)
      return { ...chain, devchain: undefined, ownAccounts: accounts }
    },
    adaptLink,
    createAbstraction: (artifact, context) => createLegacyAbstraction(artifact, context, library),
    loadWeb3: (provider) => new library.Web3(provider),
    formatAccount: (address) => address.toLowerCase(),
  }
}

/** What waits for the network or the clock cannot be run dry. */
function needsThread(options: DevchainOptions, serve: Place | undefined): boolean {
  const { fork, mining } = options
  return serve !== undefined || fork !== undefined || mining !== undefined
}

/** A node over HTTP can be asked from another thread; any other provider is as synchronous as its owner made it. */
async function adaptLink(link: NetworkLink): Promise<NetworkLink> {
  const { host } = link.provider
  if (host === undefined || !/^https?:/.test(host) || hasCredentials(link.provider)) {
    return { ...link, provider: withOwnSend(link.provider) }
  }
  const { provider, close } = await openWorkerChain({ kind: 'http', url: host })
  return {
    ...link,
    provider,
    close: async () => {
      await close()
      await link.close()
    },
  }
}

/** What web3's HTTP provider says with each request, which a thread of ours would not. */
function hasCredentials(provider: object): boolean {
  return Boolean(Reflect.get(provider, 'user') ?? Reflect.get(provider, 'headers'))
}
