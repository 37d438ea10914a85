import { networkIdMissingError, networkUnknownError } from '../../errors/network.js'
import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'

/** What a session is opened for: it decides which network is taken when none is named. */
export type SessionPurpose =
  | 'test'
  | 'develop'
  | 'migrate'
  | 'exec'
  | 'console'
  | 'run'
  | 'call'
  | 'debug'

/** A network and how it is reached. */
export type ChosenNetwork =
  /** A chain that Truffle starts itself: `test` and `develop`. */
  | { readonly kind: 'managed'; readonly name: string; readonly settings: TruffleNetworkConfig }
  /** At an address or behind a provider of the user's. */
  | { readonly kind: 'external'; readonly name: string; readonly settings: TruffleNetworkConfig }

/** What Truffle makes up when there is no network. */
const madeUp = { host: '127.0.0.1', port: 7545, network_id: 5777 } as const

/** Where `develop` is served when the config does not say. */
const madeUpDevelop = { host: '127.0.0.1', port: 9545, network_id: 5777 } as const

/**
 * Chooses the network as Truffle does, and writes the choice into the config.
 *
 * @throws `TRUFFLE_NETWORK_UNKNOWN`, `TRUFFLE_NETWORK_ID_MISSING`
 */
export function chooseNetwork(config: TruffleConfig, purpose: SessionPurpose): ChosenNetwork {
  const name = nameOf(config, purpose)
  config.network = name
  if (name === 'ganache' && config.networks[name] === undefined)
    config.networks[name] = { ...madeUp }
  if (name === 'develop' && purpose !== 'develop') {
    config.networks[name] = { ...madeUpDevelop, ...config.networks[name] }
  }
  const settings = config.networks[name]
  if (isManaged(name, settings, purpose)) return { kind: 'managed', name, settings: settings ?? {} }
  if (settings === undefined) {
    const known = Object.keys(config.networks).filter((network) => network !== 'dashboard')
    throw networkUnknownError(name, known)
  }
  if (settings['network_id'] === undefined || settings['network_id'] === null) {
    throw networkIdMissingError(name)
  }
  return { kind: 'external', name, settings }
}

function nameOf(config: TruffleConfig, purpose: SessionPurpose): string {
  if (config.network) return config.network
  if (purpose === 'develop') return 'develop'
  if (config.networks['development'] !== undefined) return 'development'
  return purpose === 'test' ? 'test' : 'ganache'
}

/** `test` unless it says where it is, and `develop` in the command of that name. */
function isManaged(
  name: string,
  settings: TruffleNetworkConfig | undefined,
  purpose: SessionPurpose,
): boolean {
  if (purpose === 'develop') return name === 'develop'
  const isPlaced = Boolean(settings?.['provider'] || settings?.['host'] || settings?.['url'])
  if (purpose === 'test') return name === 'test' && !isPlaced
  // Where Truffle finds nobody at an undefined address.
  return settings !== undefined && !isPlaced && settings['port'] === undefined
}
