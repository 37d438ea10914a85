import type { DeploymentStore } from '../../deployment-store.js'
import { isDevelopmentChain } from '../../development-chain.js'
import { secretInvalidError } from '../../errors.js'
import type { HttpNetworkConfig } from '../../network-config.js'
import { isSecretReference } from '../../secret.js'
import { createHttpProvider, type HttpProvider } from '../http/http-provider.js'
import { maskSecretUrl, maskUrl } from '../mask-url.js'
import type { KeyPasswords } from '../secrets/key-passwords.js'
import { resolveSecret, type SecretSource, secretLabel } from '../secrets/resolve-secret.js'
import type { SigningOptions, SigningProvider } from '../signing/signing-provider.js'
import { checkedChainId, createChainGuard } from './chain-guard.js'

/** A node that answered, and is of the chain the config says. */
export interface HttpChain {
  readonly node: HttpProvider
  /** `node`, signing with our own keys. */
  readonly provider: SigningProvider
  readonly chainId: bigint
  readonly isProduction: boolean
}

/** What a connection over HTTP needs besides its config. */
export interface HttpContext {
  readonly networkName: string
  readonly source: SecretSource
  readonly passwords: KeyPasswords
  readonly deployments: DeploymentStore
  readonly root: string
  readonly log: (line: string) => void
}

function isLocal(url: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(new URL(url).hostname)
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
  const { networkName, deployments } = at
  const expectation = { networkName, shownUrl, expected: config.chainId, deployments }
  try {
    const chainId = await checkedChainId(node, expectation)
    const provider = await createSigning(config, at, {
      node,
      chainId,
      pollingIntervalMs,
      assertChain: createChainGuard(node, chainId, expectation),
    })
    const isProduction = config.production ?? !(isLocal(url) || isDevelopmentChain(chainId))
    return { node, chainId, provider, isProduction }
  } catch (error) {
    node.close()
    throw error
  }
}

async function createSigning(
  config: HttpNetworkConfig,
  at: HttpContext,
  chain: Pick<SigningOptions, 'chainId' | 'assertChain'> & {
    readonly node: HttpProvider
    readonly pollingIntervalMs: number
  },
): Promise<SigningProvider> {
  const { SigningProvider } = await import('../signing/signing-provider.js')
  const { node, chainId, pollingIntervalMs, assertChain } = chain
  const { networkName, log } = at
  return new SigningProvider(node, {
    chainId,
    assertChain,
    fees: { ...config, networkName, pollingIntervalMs, log },
    gasMultiplier: config.gasMultiplier,
    accounts: async () => {
      const { loadAccounts } = await import('../signing/load-accounts.js')
      const purpose = `networks.${networkName}.accounts`
      return loadAccounts(config.accounts, { ...at, purpose, chainId, pollingIntervalMs })
    },
  })
}
