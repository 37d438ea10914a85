import { type BaseWallet, HDNodeWallet, Mnemonic, Wallet } from 'ethers'
import type { AccountSource, HttpAccountsConfig } from '../../accounts-config.js'
import type { MaybeSecret } from '../../config.js'
import { secretInvalidError } from '../../errors.js'
import type { KeyPasswords } from '../secrets/key-passwords.js'
import { resolveSecret, type SecretSource, secretLabel } from '../secrets/resolve-secret.js'
import type { SigningAccount } from './account.js'
import { createKeyAccount } from './key-account.js'

/** Where keys come from, and what to call them in errors. */
export interface KeyContext {
  readonly source: SecretSource
  readonly passwords: KeyPasswords
  /** Project root, for relative paths of key files. */
  readonly root: string
  readonly networkName: string
  /** E.g. `networks.sepolia.accounts`. */
  readonly purpose: string
  readonly chainId: bigint
  readonly pollingIntervalMs: number
}

/** The accounts of one place in the config; `node`: whatever accounts the node has. */
export type AccountGroup = 'node' | readonly SigningAccount[]

async function walletOfKey(value: MaybeSecret, at: KeyContext): Promise<BaseWallet> {
  const text = (await resolveSecret(value, at.source, at.purpose)).trim()
  const key = text.startsWith('0x') ? text : `0x${text}`
  try {
    return new Wallet(key)
  } catch {
    // Not as a cause: ethers puts the value into its error.
    throw secretInvalidError(secretLabel(value), 'a private key', at.purpose)
  }
}

async function walletsOfMnemonic(
  accounts: Extract<AccountSource, { type: 'mnemonic' }>,
  at: KeyContext,
): Promise<readonly BaseWallet[]> {
  const { count, initialIndex, derivationPath } = accounts
  const phrase = await resolveSecret(accounts.mnemonic, at.source, at.purpose)
  const passphrase = await resolveSecret(accounts.passphrase, at.source, at.purpose)
  const words = phrase.trim().split(/\s+/).join(' ')
  if (!Mnemonic.isValidMnemonic(words)) {
    throw secretInvalidError(secretLabel(accounts.mnemonic), 'a BIP-39 mnemonic', at.purpose)
  }
  const parentPath = derivationPath.replace(/\/$/, '')
  const parent = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(words, passphrase), parentPath)
  return Array.from({ length: count }, (_, index) => parent.deriveChild(initialIndex + index))
}

async function loadGroup(source: AccountSource, at: KeyContext): Promise<AccountGroup> {
  switch (source.type) {
    case 'node':
      return 'node'
    case 'key':
      return [createKeyAccount(await walletOfKey(source.key, at))]
    case 'mnemonic':
      return (await walletsOfMnemonic(source, at)).map(createKeyAccount)
    case 'keystore': {
      const { loadKeyFile } = await import('./key-file.js')
      return [await loadKeyFile(source, at)]
    }
    case 'external': {
      const { loadExternalAccounts } = await import('./external-signer.js')
      return loadExternalAccounts(source, at)
    }
  }
}

/**
 * The accounts of a network, in the order of the config.
 *
 * @throws `SECRET_NOT_FOUND`, `SECRET_INVALID`, `KEY_FILE_…`, `KEYSTORE_LOCKED`, `KEYSTORE_PASSWORD_WRONG`,
 * `SIGNER_REFUSED`, `NETWORK_UNREACHABLE` of an external signer, `NETWORK_CHAIN_MISMATCH` of one of another chain.
 */
export async function loadAccounts(
  accounts: HttpAccountsConfig,
  at: KeyContext,
): Promise<readonly AccountGroup[]> {
  const groups: AccountGroup[] = []
  // One after another: each may ask for a password.
  for (const source of accounts) groups.push(await loadGroup(source, at))
  return groups
}
