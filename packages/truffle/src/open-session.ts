import type { DevchainOptions } from '@scaffold-evm/devchain'
import { networkIdMismatchError } from './errors/network.js'
import { openArtifactStore } from './internal/artifacts/open-store.js'
import { chooseNetwork, type SessionPurpose } from './internal/network/choose-network.js'
import { connectNetwork, type NetworkLink } from './internal/network/connect-network.js'
import { logRequests, tellRequests } from './internal/network/log-requests.js'
import type { Place } from './internal/network/probe.js'
import { watchRequests } from './internal/network/watch-requests.js'
import { createSession } from './internal/session/create-session.js'
import { lentLinkOf, rememberLink } from './internal/session/lent-links.js'
import type { TruffleArtifactStore } from './truffle-artifact.js'
import type { TruffleConfig } from './truffle-config.js'
import type { FlavorParts } from './truffle-flavor.js'
import type { TruffleProject } from './truffle-project.js'
import type { TruffleProvider } from './truffle-provider.js'
import type { TruffleSession } from './truffle-session.js'

/** Which network a session is on, and what for. */
export interface OpenSessionOptions {
  /** Decides which network is taken when none is named. */
  readonly purpose: SessionPurpose
  /** @default `config.network`, else as Truffle chooses */
  readonly network?: string | undefined
  /** A node that is in no config. */
  readonly url?: string | undefined
  /** Where artifacts are found and kept. @default the project's */
  readonly store?: TruffleArtifactStore | undefined
  /** Goes over the options of a chain in this process. */
  readonly chain?: DevchainOptions | undefined
  /** Serves a chain in this process there as well. */
  readonly serve?: Place | undefined
  /** Gets what the user should know, in a line. @default the config's logger */
  readonly onNotice?: (text: string) => void
}

/**
 * Connects to the project's network. The config has its values from then on: `network`, `network_id`, `from`,
 * `provider`.
 *
 * @example
 * ```ts
 * const session = await openSession(project, { purpose: 'exec' })
 * const Token = session.artifacts.require('Token')
 * await session.close()
 * ```
 * @throws `TRUFFLE_NETWORK_UNKNOWN`, `TRUFFLE_NETWORK_ID_MISSING`, `TRUFFLE_NETWORK_ID_MISMATCH`,
 * `TRUFFLE_NETWORK_UNREACHABLE`, `TRUFFLE_NETWORK_TIMEOUT`, `TRUFFLE_PROVIDER_INVALID`
 */
export async function openSession(
  project: TruffleProject,
  options: OpenSessionOptions,
): Promise<TruffleSession> {
  const { config } = project
  const { onNotice = (text) => config.logger.log(text) } = options
  if (options.network !== undefined) config.network = options.network
  if (options.url !== undefined) addUrlNetwork(project, options.url)
  const chosen = chooseNetwork(config, options.purpose)
  const parts = await loadParts(project, onNotice)
  const connected =
    lentLinkOf(project, chosen.name) ??
    (await connectNetwork(project, chosen, { ...options, parts, onNotice }))
  const link = withWatches(connected, config)
  try {
    const networkId = await readNetworkId(link.provider)
    checkNetworkId(chosen, networkId)
    const accounts = await readAccounts(link.provider, parts)
    writeNetwork(project, { name: chosen.name, link, networkId, from: accounts[0] })
    const store = options.store ?? openArtifactStore(config)
    const id = String(networkId)
    const session = createSession({ project, parts, link, networkId: id, accounts, store })
    rememberLink(session, link)
    return session
  } catch (error) {
    await link.close()
    throw error
  }
}

/** Of an older Truffle, which is announced. */
async function loadParts(
  { flavor }: TruffleProject,
  onNotice: (text: string) => void,
): Promise<FlavorParts | undefined> {
  if (flavor.loadParts === undefined) return undefined
  onNotice(`As with Truffle 4, web3 0.20 and Ganache 6: ${flavor.reason}.`)
  return flavor.loadParts()
}

/** `verboseRpc` of the config, `--verbose-rpc` on the command line. */
function isVerbose(config: TruffleConfig): boolean {
  return config['verboseRpc'] === true || config['verbose-rpc'] === true
}

function withWatches(link: NetworkLink, config: TruffleConfig): NetworkLink {
  const { logger, events } = config
  const watches = [
    ...(isVerbose(config) ? [logRequests(logger)] : []),
    ...(events.isHeard ? [tellRequests(events)] : []),
  ]
  const provider = watches.reduce(watchRequests, link.provider)
  return watches.length === 0 ? link : { ...link, provider }
}

function addUrlNetwork({ config }: TruffleProject, url: string): void {
  const { host } = new URL(url)
  config.networks[host] = { url, network_id: '*' }
  config.network = host
}

/** A number, as web3 gives it, where it is one that JavaScript can hold. */
async function readNetworkId(provider: TruffleProvider): Promise<number | string> {
  const text = String(await provider.request({ method: 'net_version', params: [] }))
  const id = Number(text)
  return Number.isSafeInteger(id) ? id : text
}

function checkNetworkId(
  { kind, settings }: ReturnType<typeof chooseNetwork>,
  got: number | string,
): void {
  const expected = settings['network_id']
  const isChecked = kind === 'external' && expected !== '*'
  if (isChecked && String(expected) !== String(got)) throw networkIdMismatchError(expected, got)
}

/** A node without accounts of its own can still be read. */
async function readAccounts(
  provider: TruffleProvider,
  parts: FlavorParts | undefined,
): Promise<readonly string[]> {
  const { toChecksumAddress } = await import('./internal/network/checksum-address.js')
  const format = parts?.formatAccount ?? toChecksumAddress
  const accounts = await provider.request({ method: 'eth_accounts', params: [] }).catch(() => [])
  return Array.isArray(accounts) ? accounts.map((account) => format(String(account))) : []
}

function writeNetwork(
  { config, flavor }: TruffleProject,
  found: {
    readonly name: string
    readonly link: NetworkLink
    readonly networkId: number | string
    readonly from: string | undefined
  },
): void {
  const { name, link, networkId, from } = found
  const settings = config.networks[name] ?? {}
  settings['network_id'] = networkId
  settings['from'] ??= from
  for (const [key, value] of Object.entries(flavor.networkDefaults)) settings[key] ??= value
  if (link.ownAccounts !== undefined) settings['provider'] = link.provider
  config.networks[name] = settings
  const { ens } = settings as {
    readonly ens?: { readonly registry?: { readonly address?: string } }
  }
  if (ens?.registry !== undefined) {
    Object.assign(Object(config['ens']), { registryAddress: ens.registry.address })
  }
}
