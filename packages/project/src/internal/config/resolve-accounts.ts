import type {
  AccountSource,
  AccountSourceUserConfig,
  ExternalSignerAccounts,
  HttpAccountsConfig,
  HttpAccountsUserConfig,
  KeystoreFileAccount,
  MnemonicAccounts,
} from '../../accounts-config.js'
import { concealSecret, isSecretReference } from '../../secret.js'
import { concealAll } from './conceal.js'

function resolveMnemonic(accounts: MnemonicAccounts, place: string): AccountSource {
  const {
    mnemonic,
    passphrase = '',
    count = 10,
    initialIndex = 0,
    derivationPath = "m/44'/60'/0'/0/",
  } = accounts
  return {
    type: 'mnemonic',
    mnemonic: concealSecret(mnemonic, `${place}.mnemonic`),
    passphrase: concealSecret(passphrase, `${place}.passphrase`),
    count,
    initialIndex,
    derivationPath,
  }
}

function resolveKeystore(account: KeystoreFileAccount, place: string): AccountSource {
  const { keystore, password, passwordFd } = account
  return {
    type: 'keystore',
    keystore,
    password: password === undefined ? undefined : concealSecret(password, `${place}.password`),
    passwordFd,
  }
}

function resolveExternal({ signer }: ExternalSignerAccounts, place: string): AccountSource {
  return {
    type: 'external',
    url: concealSecret(signer.url, `${place}.signer.url`),
    headers: concealAll(signer.headers ?? {}, `${place}.signer.headers`),
    accounts: signer.accounts,
    sends: signer.sends,
    timeoutMs: signer.timeoutMs ?? 300_000,
  }
}

function resolveSource(source: AccountSourceUserConfig, place: string): AccountSource {
  if (source === 'node') return { type: 'node' }
  if (typeof source === 'string' || isSecretReference(source)) {
    return { type: 'key', key: concealSecret(source, place) }
  }
  if ('mnemonic' in source) return resolveMnemonic(source, place)
  return 'keystore' in source ? resolveKeystore(source, place) : resolveExternal(source, place)
}

function isList(accounts: HttpAccountsUserConfig): accounts is readonly AccountSourceUserConfig[] {
  return Array.isArray(accounts)
}

/** Who signs, with defaults. Plain keys are hidden from dumps. */
export function resolveAccounts(
  accounts: HttpAccountsUserConfig | undefined,
  place: string,
): HttpAccountsConfig {
  if (accounts === undefined) return [{ type: 'node' }]
  if (!isList(accounts)) return [resolveSource(accounts, place)]
  return accounts.map((source, index) => resolveSource(source, `${place}.${index}`))
}
