import { scrypt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { errorMessage } from '@scaffold-evm/common'
import { type BaseWallet, scrypt as ethersScrypt, HDNodeWallet, Mnemonic, Wallet } from 'ethers'
import type { MaybeSecret } from '../../config.js'
import { keystoreInvalidError, secretInvalidError } from '../../errors.js'
import type { HttpAccountsConfig } from '../../network-config.js'
import { resolveSecret, type SecretSource, secretLabel } from '../secrets/resolve-secret.js'

/** Where keys come from, and what to call them in errors. */
export interface WalletContext {
  readonly source: SecretSource
  /** Project root, for relative paths of key files. */
  readonly root: string
  /** E.g. `networks.sepolia.accounts`. */
  readonly purpose: string
}

async function walletOfKey(value: MaybeSecret, at: WalletContext): Promise<BaseWallet> {
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
  accounts: Extract<HttpAccountsConfig, { type: 'mnemonic' }>,
  at: WalletContext,
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

/** Node's own scrypt, off the main thread; that of ethers blocks for half a second. */
function useNodeScrypt(): void {
  ethersScrypt.register((password, salt, N, r, p, length) => {
    const options = { N, r, p, maxmem: 256 * N * r }
    return new Promise((resolve, reject) => {
      scrypt(password, salt, length, options, (error, key) => {
        if (error === null) resolve(`0x${key.toString('hex')}`)
        else reject(error)
      })
    })
  })
}

async function walletOfFile(
  accounts: Extract<HttpAccountsConfig, { type: 'keystore' }>,
  at: WalletContext,
): Promise<BaseWallet> {
  const path = resolve(at.root, accounts.keystore)
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw keystoreInvalidError(path, errorMessage(error))
  })
  const password = await resolveSecret(accounts.password, at.source, at.purpose)
  useNodeScrypt()
  try {
    return await Wallet.fromEncryptedJson(json, password)
  } catch {
    const purpose = `${at.purpose} (${path})`
    throw secretInvalidError(secretLabel(accounts.password), 'the password of that file', purpose)
  }
}

/**
 * The keys of a network, looked up and decrypted.
 *
 * @throws `SECRET_NOT_FOUND`, `SECRET_INVALID`, `KEYSTORE_INVALID`, `KEYSTORE_LOCKED`, `KEYSTORE_PASSWORD_WRONG`.
 */
export async function loadWallets(
  accounts: HttpAccountsConfig,
  at: WalletContext,
): Promise<readonly BaseWallet[]> {
  switch (accounts.type) {
    case 'node':
      return []
    case 'keys': {
      const wallets: BaseWallet[] = []
      // One after another: each may ask for the keystore's password.
      for (const key of accounts.keys) wallets.push(await walletOfKey(key, at))
      return wallets
    }
    case 'mnemonic':
      return walletsOfMnemonic(accounts, at)
    case 'keystore':
      return [await walletOfFile(accounts, at)]
  }
}
