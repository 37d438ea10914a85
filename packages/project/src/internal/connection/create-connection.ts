import type { Hex } from '@scaffold-evm/common'
import type { NamedAccount } from '../../accounts-config.js'
import type { ArtifactStore } from '../../artifact-store.js'
import type { Connection } from '../../connection.js'
import type { DeploymentStore } from '../../deployment-store.js'
import type {
  HttpNetworkConfig,
  InProcessNetworkConfig,
  NetworkConfig,
} from '../../network-config.js'
import type { KeyPasswords } from '../secrets/key-passwords.js'
import type { SecretSource } from '../secrets/resolve-secret.js'
import { hashWith, rememberAddressHashes } from './address-hashes.js'
import { openHttpChain } from './http.js'
import { loadChainHash, startInProcessChain } from './in-process.js'
import { LiveConnection } from './live-connection.js'

/** What all connections of a project share. */
export interface ConnectContext {
  readonly networkName: string
  readonly root: string
  readonly source: SecretSource
  readonly passwords: KeyPasswords
  /** Those that exist on this network, by name. */
  readonly namedAccounts: Readonly<Record<string, NamedAccount>>
  readonly artifacts: ArtifactStore
  readonly deployments: DeploymentStore
  readonly accounts?: readonly Hex[] | undefined
  readonly logger: ((line: string) => void) | undefined
  readonly stateFile?: string | undefined
}

async function connectInProcess(
  config: InProcessNetworkConfig,
  at: ConnectContext,
): Promise<Connection> {
  const devchain = await startInProcessChain(config, at)
  hashWith(await loadChainHash())
  return new LiveConnection({
    ...at,
    config,
    devchain,
    chainId: devchain.chainId,
    isProduction: false,
    provider: devchain,
    isOurs: async () => false,
    fees: async () => {
      const { defaultFeePolicy, feesNow } = await import('../signing/fees.js')
      return feesNow(devchain, defaultFeePolicy(at.networkName))
    },
    close: () => devchain.close(),
  })
}

async function connectHttp(config: HttpNetworkConfig, at: ConnectContext): Promise<Connection> {
  const { node, provider, chainId, isProduction } = await openHttpChain(config, {
    ...at,
    log: at.logger ?? (() => undefined),
  })
  return new LiveConnection({
    ...at,
    config,
    devchain: undefined,
    chainId,
    isProduction,
    provider,
    isOurs: (address) => provider.isOurs(address),
    fees: () => provider.fees(),
    close: async () => node.close(),
  })
}

/** A connection to a network as its config says. */
export function createConnection(config: NetworkConfig, at: ConnectContext): Promise<Connection> {
  rememberAddressHashes()
  return config.type === 'http' ? connectHttp(config, at) : connectInProcess(config, at)
}
