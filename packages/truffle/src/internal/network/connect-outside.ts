import { networkTimeoutError, networkUnreachableError } from '../../errors/network.js'
import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { NodeFailures } from '../test/explain/node-failures.js'
import type { NetworkLink } from './connect-network.js'
import { providerOf } from './provider-of.js'

const usualTimeoutMs = 5_000

/**
 * Connects to a node that is not of this process.
 *
 * @throws `TRUFFLE_NETWORK_UNREACHABLE`, `TRUFFLE_NETWORK_TIMEOUT`
 */
export async function connectOutside(
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
    failures: new NodeFailures(provider, settings),
    ownAccounts: undefined,
    close: async () => stop(provider),
  }
}

/** As far as it is known where a provider of the user's goes. */
function placeOf({ host }: TruffleProvider, { network }: TruffleConfig): string {
  return host ?? `the provider of network "${network}"`
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
