import { isScaffoldError } from '@scaffold-evm/common'
import type {
  Devchain,
  DevchainAccount,
  DevchainOptions,
  DevchainServer,
} from '@scaffold-evm/devchain'
import { dashboardMissingError, networkUnreachableError } from '../../errors/network.js'
import type { TruffleNetworkConfig } from '../../truffle-config.js'
import type { FlavorParts } from '../../truffle-flavor.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { registerKeccak } from '../abi/register-keccak.js'
import { packageVersion } from '../config/package-version.js'
import { type FailureSource, FailureWatch } from '../test/explain/failure-watch.js'
import type { ChosenNetwork, SessionPurpose } from './choose-network.js'
import { connectOutside } from './connect-outside.js'
import { createDevchainProvider } from './devchain-provider.js'
import { fallbackChain } from './fallback-chain.js'
import { managedChainOptions, testMnemonic } from './managed-chain.js'
import { mentionsPort } from './mentions-port.js'
import { isServed, localPlaceOf, type Place } from './probe.js'
import { urlOf } from './provider-of.js'
import { serveWhenAsked } from './serve-when-asked.js'
import { startThread } from './start-thread.js'
import { watchConnections } from './watch-connections.js'

/** A network that answers. */
export interface NetworkLink {
  readonly provider: TruffleProvider
  /** When the chain is in this process and thread. */
  readonly devchain: Devchain | undefined
  /** Where executions that failed are found again. @default nowhere */
  readonly failures?: FailureSource | undefined
  /** Those of the chain when this process started it, in whatever thread: it ends with the process. */
  readonly ownAccounts: readonly DevchainAccount[] | undefined
  close(): Promise<void>
}

/** How a network is connected to. */
export interface ConnectNetworkOptions {
  readonly purpose: SessionPurpose
  /** Goes over the options of a chain in this process. */
  readonly chain?: DevchainOptions | undefined
  /** Where a chain in this process is served as well. */
  readonly serve?: Place | undefined
  /** The node was named by hand: no chain in this process takes its place. */
  readonly url?: string | undefined
  /** What an older Truffle does differently. */
  readonly parts?: FlavorParts | undefined
  /** Gets what the user should know, in a line. */
  readonly onNotice: (text: string) => void
}

/** Where `truffle develop` listens. */
export const developPlace: Place = { host: '127.0.0.1', port: 9_545 }

/**
 * Connects to a network: a chain in this process where Truffle would start one, or where nobody serves the local
 * address that the config names.
 *
 * @throws `TRUFFLE_NETWORK_UNREACHABLE`, `TRUFFLE_NETWORK_TIMEOUT`
 */
export async function connectNetwork(
  project: TruffleProject,
  chosen: ChosenNetwork,
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  const { settings, name } = chosen
  if (chosen.kind === 'managed') return startManaged(project, settings, options)
  const place = settings['provider'] ? undefined : localPlaceOf(urlOf(settings))
  if (place !== undefined && !(await isServed(place))) {
    if (name === 'develop') return startManaged(project, settings, options)
    assertReplaceable(chosen, options)
    return startFallback(project, { name, settings, place }, options)
  }
  const isOwnProvider = place === undefined && isReplaceable(chosen, options)
  const link = isOwnProvider
    ? await connectProvider(project, chosen, options)
    : await connectOutside(project, settings)
  return (await options.parts?.adaptLink(link)) ?? link
}

/** Connects with what the config gives as a provider. Where that looks for a node on this machine that is not there, a chain takes its place. */
async function connectProvider(
  project: TruffleProject,
  { name, settings }: ChosenNetwork,
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  let standIn: Promise<NetworkLink | undefined> | undefined
  const start = async (place: Place): Promise<NetworkLink | undefined> =>
    (await isServed(place))
      ? undefined
      : startFallback(project, { name, settings, place }, { ...options, serve: place })
  const stopWatching = watchConnections((place) => {
    standIn ??= start(place)
    return standIn.then(() => undefined)
  })
  try {
    const link = await connectOutside(project, settings)
    const chain = await standIn
    const close = async (): Promise<void> => {
      await link.close()
      await chain?.close()
    }
    return { ...link, close }
  } catch (error) {
    await (await standIn)?.close()
    throw error
  } finally {
    stopWatching()
  }
}

/** Networks that are somebody's, by id: a chain of one's own must not be taken for one of them. */
const publicIds = new Set([
  1, 3, 4, 5, 10, 42, 56, 97, 100, 137, 8453, 17000, 42161, 43114, 11155111,
])

/** @throws `TRUFFLE_NETWORK_UNREACHABLE` where a chain in this process would be no replacement */
function assertReplaceable(chosen: ChosenNetwork, options: ConnectNetworkOptions): void {
  const place = urlOf(chosen.settings)
  if (chosen.name === 'dashboard') throw dashboardMissingError(place)
  if (!isReplaceable(chosen, options)) throw networkUnreachableError(place, undefined)
}

function isReplaceable(
  { settings }: ChosenNetwork,
  { purpose, url }: ConnectNetworkOptions,
): boolean {
  const isReal = settings['production'] === true || publicIds.has(Number(settings['network_id']))
  // What tests do is nowhere written down.
  return url === undefined && (!isReal || purpose === 'test')
}

function startManaged(
  project: TruffleProject,
  settings: TruffleNetworkConfig,
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  const { mnemonic } = settings
  const words = typeof mnemonic === 'string' ? mnemonic : testMnemonic
  const chain = managedChainOptions(project, settings, words)
  return startChain({ ...chain, ...loggerOf(project) }, options)
}

interface FallbackPlace {
  readonly name: string
  readonly settings: TruffleNetworkConfig
  readonly place: Place
}

/** Truffle gave `hardfork` only to chains of its own, so that of others may be any word. */
async function startFallback(
  project: TruffleProject,
  fallback: FallbackPlace,
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  const { hardfork, ...settings } = fallback.settings
  try {
    return await startFallbackChain(project, fallback, options)
  } catch (error) {
    if (!isScaffoldError(error, 'CHAIN_HARDFORK_UNKNOWN') || error.data?.['name'] !== hardfork) {
      throw error
    }
    options.onNotice(`${error.shortMessage}: networks.${fallback.name}.hardfork does not count.`)
    return startFallbackChain(project, { ...fallback, settings }, options)
  }
}

async function startFallbackChain(
  project: TruffleProject,
  { name, settings, place }: FallbackPlace,
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  const { options: chain, command } = fallbackChain(project, settings)
  const as = command === undefined ? '' : `, set up like \`${shorten(command)}\``
  const serve = options.serve ?? (mentionsPort(project.config, place.port) ? place : undefined)
  const reason = options.serve === undefined ? 'files of the project name it, so ' : ''
  const also = serve === undefined ? '' : `; ${reason}it is served there`
  const chainOptions = { ...chain, ...loggerOf(project) }
  const link =
    serve !== undefined && blocksForAnswers(project, options)
      ? await startThread({ ...chainOptions, ...options.chain }, serve)
      : await startChain(chainOptions, { ...options, serve })
  options.onNotice(
    `Nothing listens on ${place.host}:${place.port}: network "${name}" is a chain in this process${as}${also}.`,
  )
  // Where web3's HTTP provider says that the node is, which libraries of their own connections are given.
  if (link.provider.host === undefined) Object.assign(link.provider, { host: urlOf(settings) })
  return serve === undefined ? serveWhenAsked(link, place, options.onNotice) : link
}

/** Files with connections of their own over web3 0.20 let nothing happen in their thread until they are answered. */
function blocksForAnswers({ root }: TruffleProject, { parts }: ConnectNetworkOptions): boolean {
  return parts === undefined && /^0\./.test(packageVersion(root, 'web3') ?? '')
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** What contracts print, each line after the prefix that the config wants. */
function loggerOf({ config }: TruffleProject): Pick<DevchainOptions, 'logger'> {
  const { displayPrefix = '' } = Object(config['solidityLog'])
  return {
    logger: (text) => {
      for (const line of text.split('\n')) config.logger.log(` ${displayPrefix} ${line}`)
    },
  }
}

async function startChain(
  chainOptions: DevchainOptions,
  { chain, serve, parts }: ConnectNetworkOptions,
): Promise<NetworkLink> {
  if (parts !== undefined) return parts.openChain({ ...chainOptions, ...chain }, serve)
  const { createDevchain, loadKeccak256 } = await import('@scaffold-evm/devchain')
  const devchain = await createDevchain({ ...chainOptions, ...chain })
  registerKeccak(await loadKeccak256())
  let server: DevchainServer | undefined
  try {
    if (serve !== undefined) server = await devchain.listen(serve)
  } catch (error) {
    await devchain.close()
    throw error
  }
  return {
    devchain,
    failures: new FailureWatch(devchain),
    ownAccounts: devchain.accounts,
    provider: createDevchainProvider(devchain, server?.url),
    close: () => devchain.close(),
  }
}
