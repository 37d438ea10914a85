import type { SourceService } from '@scaffold-evm/migrations/published'
import { isDevelopmentChain } from '@scaffold-evm/project'
import { commandUsageError, type TruffleProject } from '@scaffold-evm/truffle'

const publicUrls = {
  etherscan: 'https://api.etherscan.io/v2/api',
  sourcify: 'https://sourcify.dev/server',
} as const

type ServiceName = keyof typeof publicUrls

/** Where a network is looked for. */
export interface SourcesOf {
  readonly networkName: string
  readonly chainId: bigint
}

/**
 * The services that a Truffle config fetches sources from: `sourceFetchers` in their order, with `etherscan.apiKey`. Of a
 * network, `verify.apiUrl` and `verify.apiKey` are those of an explorer of its own, as for truffle-plugin-verify; `url` of
 * `sourcify` is a server of one's own. Local chains are looked for at such services only.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` for a service that there is not
 */
export function sourceServices(
  { config }: TruffleProject,
  { networkName, chainId }: SourcesOf,
): readonly SourceService[] {
  const { sourceFetchers, api_keys: keys } = config
  const names: readonly unknown[] = Array.isArray(sourceFetchers)
    ? sourceFetchers
    : ['etherscan', 'sourcify']
  const network = member(config.networks[networkName], 'verify')
  const explorer = {
    url: textOf(network, 'apiUrl') ?? textOf(config['etherscan'], 'url'),
    apiKey:
      textOf(network, 'apiKey') ??
      textOf(config['etherscan'], 'apiKey') ??
      textOf(keys, 'etherscan'),
  }
  const own = { etherscan: explorer, sourcify: { url: textOf(config['sourcify'], 'url') } }
  const services = names.map((name) => serviceOf(String(name), own))
  return services.filter(({ url }) => !isDevelopmentChain(chainId) || !isPublic(url))
}

function serviceOf(
  name: string,
  own: Readonly<
    Record<ServiceName, { readonly url: string | undefined; readonly apiKey?: string | undefined }>
  >,
): SourceService {
  if (name !== 'etherscan' && name !== 'sourcify') {
    throw commandUsageError(
      `Unknown external source service ${name}.`,
      'sourceFetchers of the config takes etherscan and sourcify',
    )
  }
  const { url = publicUrls[name], apiKey } = own[name]
  return { name, type: name, url, apiKey }
}

function isPublic(url: string): boolean {
  return Object.values<string>(publicUrls).includes(url)
}

function member(object: unknown, name: string): unknown {
  return Reflect.get(Object(object), name)
}

function textOf(object: unknown, name: string): string | undefined {
  const value = member(object, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
