import type { Eip1193Provider } from '@scaffold-evm/common'
import { chainMismatchError, secretInvalidError } from '../../errors.js'
import type { HttpNetworkConfig } from '../../network-config.js'
import { isSecretReference } from '../../secret.js'
import { createHttpProvider, type HttpProvider } from '../http/http-provider.js'
import { maskSecretUrl, maskUrl } from '../mask-url.js'
import { resolveSecret, type SecretSource, secretLabel } from '../secrets/resolve-secret.js'

/** A node that answered, and is of the chain the config says. */
export interface HttpChain {
  readonly node: HttpProvider
  /** `node`, signing with our own keys. */
  readonly provider: Eip1193Provider
  readonly chainId: bigint
}

/** What a connection over HTTP needs besides its config. */
export interface HttpContext {
  readonly networkName: string
  readonly source: SecretSource
  readonly root: string
  readonly log: (line: string) => void
}

function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '0.0.0.0'].includes(new URL(url).hostname)
}

async function resolveUrl(config: HttpNetworkConfig, at: HttpContext): Promise<string> {
  const purpose = `networks.${at.networkName}.url`
  const url = (await resolveSecret(config.url, at.source, purpose)).trim()
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isHttp) throw secretInvalidError(secretLabel(config.url), 'an http(s) URL', purpose)
  return url
}

async function resolveHeaders(
  config: HttpNetworkConfig,
  at: HttpContext,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(config.headers)) {
    const purpose = `networks.${at.networkName}.headers.${name}`
    headers[name] = await resolveSecret(value, at.source, purpose)
  }
  return headers
}

/**
 * Connects and checks the chain id, before anything can be signed.
 *
 * @throws `NETWORK_UNREACHABLE`, `NETWORK_CHAIN_MISMATCH`, `SECRET_NOT_FOUND`, `SECRET_INVALID`.
 */
export async function openHttpChain(
  config: HttpNetworkConfig,
  at: HttpContext,
): Promise<HttpChain> {
  const url = await resolveUrl(config, at)
  const shownUrl = isSecretReference(config.url) ? maskSecretUrl(url) : maskUrl(url)
  const pollingIntervalMs = config.pollingIntervalMs ?? (isLocal(url) ? 100 : 1000)
  const node = createHttpProvider({
    networkName: at.networkName,
    url,
    shownUrl,
    headers: await resolveHeaders(config, at),
    timeoutMs: config.timeoutMs,
    pollingIntervalMs,
  })
  try {
    const chainId = BigInt(String(await node.request({ method: 'eth_chainId' })))
    if (config.chainId !== undefined && config.chainId !== chainId) {
      const chain = { expected: config.chainId, got: chainId }
      throw chainMismatchError(at.networkName, shownUrl, chain)
    }
    return {
      node,
      chainId,
      provider: await signing(config, at, { node, chainId, pollingIntervalMs }),
    }
  } catch (error) {
    node.close()
    throw error
  }
}

async function signing(
  config: HttpNetworkConfig,
  at: HttpContext,
  chain: {
    readonly node: HttpProvider
    readonly chainId: bigint
    readonly pollingIntervalMs: number
  },
): Promise<Eip1193Provider> {
  const { createSigningProvider } = await import('../signing/signing-provider.js')
  const { loadWallets } = await import('../signing/load-wallets.js')
  return createSigningProvider(chain.node, {
    chainId: chain.chainId,
    fees: {
      ...config,
      networkName: at.networkName,
      pollingIntervalMs: chain.pollingIntervalMs,
      log: at.log,
    },
    gasMultiplier: config.gasMultiplier,
    isNodeSigning: config.accounts.type === 'node',
    wallets: () =>
      loadWallets(config.accounts, {
        source: at.source,
        root: at.root,
        purpose: `networks.${at.networkName}.accounts`,
      }),
  })
}
