import type {
  Devchain,
  DevchainAccount,
  DevchainOptions,
  DevchainServer,
} from '@scaffold-evm/devchain'
import {
  dashboardMissingError,
  networkTimeoutError,
  networkUnreachableError,
} from '../../errors/network.js'
import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'
import type { FlavorParts } from '../../truffle-flavor.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { registerKeccak } from '../abi/register-keccak.js'
import { type FailureSource, FailureWatch } from '../test/explain/failure-watch.js'
import type { ChosenNetwork, SessionPurpose } from './choose-network.js'
import { createDevchainProvider } from './devchain-provider.js'
import { fallbackChain } from './fallback-chain.js'
import { managedChainOptions, testMnemonic } from './managed-chain.js'
import { mentionsPort } from './mentions-port.js'
import { isServed, localPlaceOf, type Place } from './probe.js'
import { providerOf, urlOf } from './provider-of.js'

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

const usualTimeoutMs = 5_000

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
  const link = await connectOutside(project, settings)
  return (await options.parts?.adaptLink(link)) ?? link
}

/** Networks that are somebody's, by id: a chain of one's own must not be taken for one of them. */
const publicIds = new Set([
  1, 3, 4, 5, 10, 42, 56, 97, 100, 137, 8453, 17000, 42161, 43114, 11155111,
])

/** @throws `TRUFFLE_NETWORK_UNREACHABLE` where a chain in this process would be no replacement */
function assertReplaceable(
  { name, settings }: ChosenNetwork,
  { purpose, url }: ConnectNetworkOptions,
): void {
  const place = urlOf(settings)
  if (url !== undefined) throw networkUnreachableError(place, undefined)
  if (name === 'dashboard') throw dashboardMissingError(place)
  const isReal = settings['production'] === true || publicIds.has(Number(settings['network_id']))
  // What tests do is nowhere written down.
  if (isReal && purpose !== 'test') throw networkUnreachableError(place, undefined)
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

async function startFallback(
  project: TruffleProject,
  { name, settings, place }: { name: string; settings: TruffleNetworkConfig; place: Place },
  options: ConnectNetworkOptions,
): Promise<NetworkLink> {
  const { options: chain, command } = fallbackChain(project, settings)
  const as = command === undefined ? '' : `, set up like \`${shorten(command)}\``
  const serve = options.serve ?? (mentionsPort(project.config, place.port) ? place : undefined)
  const also = serve === undefined ? '' : '; files of the project name it, so it is served there'
  options.onNotice(
    `Nothing listens on ${place.host}:${place.port}: network "${name}" is a chain in this process${as}${also}.`,
  )
  return startChain({ ...chain, ...loggerOf(project) }, { ...options, serve })
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

async function connectOutside(
  project: TruffleProject,
  settings: TruffleNetworkConfig,
): Promise<NetworkLink> {
  const provider = providerOf(settings, String(project.config.network))
  const place = placeOf(provider, project.config)
  const timeoutMs = Number(settings['networkCheckTimeout'] ?? usualTimeoutMs)
  try {
    await answersWithin(provider, { place, timeoutMs })
  } catch (error) {
    stop(provider)
    project.config.logger.log(
      `> Something went wrong while attempting to connect to the network at ${place}. Check your network configuration.`,
    )
    throw error
  }
  return {
    provider,
    devchain: undefined,
    ownAccounts: undefined,
    close: async () => stop(provider),
  }
}

/** As far as it is known where a provider of the user's goes. */
function placeOf({ host }: TruffleProvider, { network }: TruffleConfig): string {
  return host ?? `of network "${network}", which has a provider of its own`
}

async function answersWithin(
  provider: TruffleProvider,
  { place, timeoutMs }: { readonly place: string; readonly timeoutMs: number },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(networkTimeoutError(place, timeoutMs)), timeoutMs)
    hearEngine(provider, (error) => reject(networkUnreachableError(place, error)))
  })
  try {
    await Promise.race([provider.request({ method: 'eth_blockNumber', params: [] }), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The engine of a wallet polls its node. When that fails and nobody listens, it ends the process. */
function hearEngine(provider: TruffleProvider, onError: (error: unknown) => void): void {
  const engine: unknown = Reflect.get(provider, 'engine')
  const on: unknown = Reflect.get(Object(engine), 'on')
  if (typeof on === 'function') on.call(engine, 'error', onError)
}

/** Ends what keeps a provider going: the polling of a wallet's engine, sockets. */
function stop(provider: TruffleProvider): void {
  const engine: unknown = Reflect.get(provider, 'engine')
  for (const [target, method] of [
    [engine, 'stop'],
    [provider, 'disconnect'],
  ] as const) {
    const end: unknown = Reflect.get(Object(target), method)
    if (typeof end === 'function') end.call(target)
  }
}
