import { errorMessage, type Hex, isHex } from '@scaffold-evm/common'
import { getAddress, isAddress } from 'ethers'
import type { ExternalSource } from '../../accounts-config.js'
import { chainMismatchError, secretInvalidError, signerRefusedError } from '../../errors.js'
import { RpcError } from '../../rpc-error.js'
import { createHttpProvider, type HttpProvider } from '../http/http-provider.js'
import { maskSecretUrl } from '../mask-url.js'
import { resolveSecret, secretLabel } from '../secrets/resolve-secret.js'
import type { SigningAccount } from './account.js'
import { ExternalAccount } from './external-account.js'
import type { KeyContext } from './load-accounts.js'

/** Whether a node says that it does not have a method, in one of the ways in which they do. */
export function lacksMethod(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false
  if ([-32601, -32004, 4200].includes(error.code)) return true
  return /method.*(not (found|supported|available|exist)|does not exist)/i.test(error.message)
}

/** A program that signs over JSON-RPC. */
export class ExternalSigner {
  /** As it may be shown. */
  readonly url: string
  readonly #provider: HttpProvider

  constructor(provider: HttpProvider, shownUrl: string) {
    this.#provider = provider
    this.url = shownUrl
  }

  /** What the first of the methods that it has gives; undefined when it has none of them. @throws `SIGNER_REFUSED`. */
  async ask(methods: readonly string[], params: readonly unknown[]): Promise<unknown> {
    for (const method of methods) {
      try {
        return await this.#provider.request({ method, params })
      } catch (error) {
        if (lacksMethod(error)) continue
        if (error instanceof RpcError) throw signerRefusedError(this.url, errorMessage(error))
        throw error
      }
    }
    return undefined
  }
}

async function resolveHeaders(
  source: ExternalSource,
  at: KeyContext,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(source.headers)) {
    headers[name] = await resolveSecret(value, at.source, `${at.purpose} (header ${name})`)
  }
  return headers
}

async function openSigner(source: ExternalSource, at: KeyContext): Promise<ExternalSigner> {
  const purpose = `${at.purpose} (signer.url)`
  const url = (await resolveSecret(source.url, at.source, purpose)).trim()
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isHttp) throw secretInvalidError(secretLabel(source.url), 'an http(s) URL', purpose)
  const shownUrl = maskSecretUrl(url)
  const provider = createHttpProvider({
    networkName: `${at.networkName} (external signer)`,
    url,
    shownUrl,
    headers: await resolveHeaders(source, at),
    timeoutMs: source.timeoutMs,
    pollingIntervalMs: at.pollingIntervalMs,
  })
  return new ExternalSigner(provider, shownUrl)
}

/** One that knows a chain must know ours; many sign for any. */
async function assertChain(signer: ExternalSigner, at: KeyContext): Promise<void> {
  const answer = await signer.ask(['eth_chainId'], [])
  if (!isHex(answer) || BigInt(answer) === at.chainId) return
  const chain = { expected: at.chainId, got: BigInt(answer) }
  throw chainMismatchError(at.networkName, `the external signer at ${signer.url}`, chain)
}

async function addressesOf(
  signer: ExternalSigner,
  source: ExternalSource,
): Promise<readonly Hex[]> {
  const listed = source.accounts ?? (await signer.ask(['eth_accounts', 'account_list'], []))
  if (!Array.isArray(listed)) {
    throw signerRefusedError(signer.url, 'it has no list of accounts')
  }
  return listed.filter((item): item is Hex => typeof item === 'string' && isAddress(item))
}

/** The accounts that an external signer signs for. */
export async function loadExternalAccounts(
  source: ExternalSource,
  at: KeyContext,
): Promise<readonly SigningAccount[]> {
  const signer = await openSigner(source, at)
  await assertChain(signer, at)
  const addresses = await addressesOf(signer, source)
  return addresses.map((address) => new ExternalAccount(getAddress(address), signer, source.sends))
}
