import { networkNotSetError } from '../../errors/config.js'
import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'
import { providerOf } from '../network/provider-of.js'

/** What the config says of the chosen network, made anew at each access. */
export function networkConfigOf(config: TruffleConfig): TruffleNetworkConfig {
  const { network, networks } = config
  if (network === null || network === undefined) throw networkNotSetError()
  const found = networks[network] ?? {}
  if (network !== 'dashboard') return found
  const { host, port } = config['dashboard'] as { readonly host: string; readonly port: number }
  const shownHost = host === '0.0.0.0' ? 'localhost' : host
  return {
    network_id: '*',
    networkCheckTimeout: 120_000,
    ...found,
    url: `http://${shownHost}:${port}/rpc`,
    skipDryRun: true,
  }
}

/** The values of the chosen network that a config has itself, and what they are before one is chosen. */
const fallbacks = {
  network_id: null,
  from: null,
  gas: null,
  gasPrice: null,
  maxFeePerGas: null,
  maxPriorityFeePerGas: null,
  type: null,
  confirmations: 0,
  production: false,
  timeoutBlocks: 0,
} as const

/** The computed values of a config by name. */
export function networkValues(config: TruffleConfig): Readonly<Record<string, () => unknown>> {
  const simple = Object.entries(fallbacks).map(([key, fallback]) => {
    const read = (): unknown =>
      hasNetwork(config) ? networkConfigOf(config)[key] : (fallback as unknown)
    return [key, read] as const
  })
  return {
    ...Object.fromEntries(simple),
    network_config: () => networkConfigOf(config),
    provider: () =>
      hasNetwork(config) ? providerOf(networkConfigOf(config), String(config.network)) : null,
    ensRegistry: () => ({ address: ensRegistryAddress(config) }),
  }
}

function hasNetwork({ network }: TruffleConfig): boolean {
  return network !== null && network !== undefined
}

type Registry = {
  readonly registry?: { readonly address?: unknown }
  readonly registryAddress?: unknown
}

/** Of the network before that of the project; null is an answer, too. */
function ensRegistryAddress(config: TruffleConfig): unknown {
  const network = hasNetwork(config) ? networkConfigOf(config) : {}
  const { ens: ofNetwork = {} } = network as { readonly ens?: Registry }
  const candidates = [ofNetwork, network as Registry, (config['ens'] ?? {}) as Registry]
  const addresses = candidates.flatMap(({ registry, registryAddress }) => [
    registry?.address,
    registryAddress,
  ])
  return addresses.find((address) => address !== undefined)
}
