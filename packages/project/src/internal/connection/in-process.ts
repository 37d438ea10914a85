import { forkCacheDir, type Hex, isHex } from '@scaffold-evm/common'
import type { Devchain, DevchainAccountOptions, DevchainForkOptions } from '@scaffold-evm/devchain'
import type { MaybeSecret } from '../../config.js'
import { secretInvalidError } from '../../errors.js'
import type { ForkConfig, InProcessAccount, InProcessNetworkConfig } from '../../network-config.js'
import { resolveSecret, type SecretSource, secretLabel } from '../secrets/resolve-secret.js'

/** What a chain needs besides its config. */
export interface InProcessContext {
  readonly networkName: string
  readonly source: SecretSource
  /** Prints lines of `console.log` in contracts. */
  readonly logger: ((line: string) => void) | undefined
  /** Where the chain is kept. */
  readonly stateFile?: string | undefined
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

async function resolveFork(fork: ForkConfig, at: InProcessContext): Promise<DevchainForkOptions> {
  const url = await resolveSecret(fork.url, at.source, `networks.${at.networkName}.fork.url`)
  return { url, blockNumber: fork.blockNumber, headers: await resolveHeaders(fork.headers, at) }
}

async function resolveKey(value: MaybeSecret, at: InProcessContext): Promise<Hex> {
  const purpose = `networks.${at.networkName}.accounts`
  const text = (await resolveSecret(value, at.source, purpose)).trim()
  const key = text.startsWith('0x') ? text : `0x${text}`
  if (isHex(key) && key.length === 66) return key
  throw secretInvalidError(secretLabel(value), 'a private key', purpose)
}

async function resolveAccounts(
  accounts: readonly InProcessAccount[],
  at: InProcessContext,
): Promise<readonly DevchainAccountOptions[]> {
  const resolved: DevchainAccountOptions[] = []
  for (const { privateKey, balanceWei } of accounts) {
    resolved.push({ privateKey: await resolveKey(privateKey, at), balanceWei })
  }
  return resolved
}

/** The hash function of chains in this process, which is there once one was started. */
export async function loadChainHash(): Promise<(data: Uint8Array) => Uint8Array> {
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  return loadKeccak256()
}

/** A new chain as the config describes it. Loads the chain's package first. */
export async function startInProcessChain(
  config: InProcessNetworkConfig,
  at: InProcessContext,
): Promise<Devchain> {
  const { type: _, accounts, mnemonic, fork, coinbase, ...same } = config
  const { createDevchain } = await import('@scaffold-evm/devchain')
  return createDevchain({
    ...same,
    coinbase: isHex(coinbase) ? coinbase : undefined,
    accounts: accounts === undefined ? undefined : await resolveAccounts(accounts, at),
    mnemonic:
      mnemonic === undefined
        ? undefined
        : await resolveSecret(mnemonic, at.source, `networks.${at.networkName}.mnemonic`),
    fork: fork === undefined ? undefined : await resolveFork(fork, at),
    logger: at.logger,
    stateFile: at.stateFile,
    forkCacheDir: fork?.cache === false ? undefined : forkCacheDir(),
  })
}
