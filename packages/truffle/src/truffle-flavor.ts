import type { DevchainOptions } from '@scaffold-evm/devchain'
import type { AbstractionContext, ContractAbstraction } from './contract-abstraction.js'
import type { NetworkLink } from './internal/network/connect-network.js'
import type { Place } from './internal/network/probe.js'
import type { TruffleArtifact } from './truffle-artifact.js'
import type { TruffleProvider } from './truffle-provider.js'

/** Which Truffle a project was written for: what it calls web3, a contract and a chain. */
export interface TruffleFlavor {
  readonly name: 'truffle4' | 'truffle5'
  /** Why it is not Truffle 5: `package.json asks for truffle ^4.1.13`. */
  readonly reason: string | undefined
  /** The compiler of a project that names none. */
  readonly solcVersion: string | undefined
  /** Whether ABIs stay in solc's order. */
  readonly keepsAbiOrder: boolean
  /** Transaction values of networks that say nothing about them. */
  readonly networkDefaults: Readonly<Record<string, unknown>>
  /** How a chain in this process differs from Ganache 7: that of `truffle test`, and one in place of Ganache's. */
  readonly chains: {
    readonly managed: DevchainOptions
    readonly fallback: DevchainOptions
  }
  /** What the older Truffle does differently; undefined for Truffle 5. */
  loadParts?(): Promise<FlavorParts>
}

/** What a session of an older Truffle is made of. */
export interface FlavorParts {
  openChain(options: DevchainOptions, serve: Place | undefined): Promise<NetworkLink>
  /** The same node, reached in the flavor's way. */
  adaptLink(link: NetworkLink): Promise<NetworkLink>
  createAbstraction(artifact: TruffleArtifact, context: AbstractionContext): ContractAbstraction
  loadWeb3(provider: TruffleProvider): unknown
  formatAccount(address: string): string
}

/** Projects of Truffle 5, which are most. */
export const truffle5: TruffleFlavor = {
  name: 'truffle5',
  reason: undefined,
  solcVersion: undefined,
  keepsAbiOrder: false,
  networkDefaults: {},
  chains: { managed: {}, fallback: {} },
}
