import type { Devchain } from '../../lower-packages.js'
import { loadDevchain } from '../../lower-packages.js'
import type { ForkConfig, InProcessNetworkConfig } from '../../network-config.js'
import { resolveSecret, type SecretSource } from '../secrets/resolve-secret.js'

/** What a chain needs besides its config. */
export interface InProcessContext {
  readonly networkName: string
  readonly source: SecretSource
  /** Prints lines of `console.log` in contracts. */
  readonly logger: ((line: string) => void) | undefined
}

async function resolveHeaders(
  headers: ForkConfig['headers'],
  at: InProcessContext,
): Promise<Record<string, string>> {
  const resolved: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const purpose = `networks.${at.networkName}.fork.headers.${name}`
    resolved[name] = await resolveSecret(value, at.source, purpose)
  }
  return resolved
}

async function resolveFork(fork: ForkConfig, at: InProcessContext): Promise<object> {
  const url = await resolveSecret(fork.url, at.source, `networks.${at.networkName}.fork.url`)
  return {
    url,
    headers: await resolveHeaders(fork.headers, at),
    ...(fork.blockNumber === undefined ? {} : { blockNumber: fork.blockNumber }),
  }
}

async function resolveAccounts(
  config: InProcessNetworkConfig,
  at: InProcessContext,
): Promise<object> {
  const { accounts, mnemonic } = config
  const purpose = `networks.${at.networkName}`
  if (accounts !== undefined) {
    const resolved: object[] = []
    for (const { privateKey, balanceWei } of accounts) {
      const key = await resolveSecret(privateKey, at.source, `${purpose}.accounts`)
      resolved.push({ privateKey: key.startsWith('0x') ? key : `0x${key}`, balanceWei })
    }
    return { accounts: resolved }
  }
  if (mnemonic === undefined) return {}
  return { mnemonic: await resolveSecret(mnemonic, at.source, `${purpose}.mnemonic`) }
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
}

/** A new chain as the config describes it. Loads the chain's package first. */
export async function startInProcessChain(
  config: InProcessNetworkConfig,
  at: InProcessContext,
): Promise<Devchain> {
  const { type: _, accounts: _accounts, mnemonic: _mnemonic, fork, ...rest } = config
  const { createDevchain } = await loadDevchain()
  return createDevchain(
    withoutUndefined({
      ...rest,
      ...(await resolveAccounts(config, at)),
      fork: fork === undefined ? undefined : await resolveFork(fork, at),
      logger: at.logger,
    }),
  )
}
