import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { errorMessage } from '@scaffold-evm/common'
import {
  type BaseWallet,
  scrypt as ethersScrypt,
  getAddress,
  isAddress,
  isKeystoreJson,
  Wallet,
} from 'ethers'
import type { KeystoreSource } from '../../accounts-config.js'
import { keyFileInvalidError, keyFilePasswordError } from '../../errors.js'
import type { SigningAccount } from './account.js'
import { createKeyAccount, createLockedAccount } from './key-account.js'
import type { KeyContext } from './load-accounts.js'
import { deriveByScrypt } from './scrypt.js'

function absolutePath(path: string, root: string): string {
  return path === '~' || path.startsWith('~/')
    ? join(homedir(), path.slice(1))
    : resolve(root, path)
}

async function readKeyFile(path: string): Promise<string> {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw keyFileInvalidError(path, errorMessage(error))
  })
  if (!isKeystoreJson(json)) {
    throw keyFileInvalidError(path, 'it is not in the Web3 Secret Storage format, version 3')
  }
  return json
}

/** Whom the file says it is of, which it need not. */
function statedAddress(json: string): string | undefined {
  const stated: unknown = Reflect.get(Object(JSON.parse(json)), 'address')
  if (typeof stated !== 'string') return undefined
  const address = stated.startsWith('0x') ? stated : `0x${stated}`
  return isAddress(address.toLowerCase()) ? getAddress(address.toLowerCase()) : undefined
}

/** That of ethers blocks for half a second, and is stricter than geth. */
function useOwnScrypt(): void {
  ethersScrypt.register(async (password, salt, N, r, p, length) => {
    const key = await deriveByScrypt(password, salt, { N, r, p, length })
    return `0x${key.toString('hex')}`
  })
}

async function decrypt(source: KeystoreSource, json: string, at: KeyContext): Promise<BaseWallet> {
  const path = absolutePath(source.keystore, at.root)
  const { password, from } = await at.passwords.of(source, path, at)
  useOwnScrypt()
  try {
    return await Wallet.fromEncryptedJson(json, password)
  } catch (error) {
    // Not as a cause: ethers puts the value into its error.
    const isWrong = /incorrect password/i.test(errorMessage(error))
    if (isWrong) throw keyFilePasswordError(path, from)
    throw keyFileInvalidError(path, 'it is damaged, or encrypted in a way that is not known')
  }
}

/**
 * The account of an encrypted file. Its password is needed when it first signs; at once, where the
 * file does not say whose key it holds.
 *
 * @throws `KEY_FILE_INVALID`, `KEY_FILE_LOCKED`, `KEY_FILE_PASSWORD_WRONG`, `SECRET_NOT_FOUND`.
 */
export async function loadKeyFile(source: KeystoreSource, at: KeyContext): Promise<SigningAccount> {
  const path = absolutePath(source.keystore, at.root)
  const json = await readKeyFile(path)
  const address = statedAddress(json)
  if (address === undefined) return createKeyAccount(await decrypt(source, json, at))
  return createLockedAccount(address, async () => {
    const wallet = await decrypt(source, json, at)
    if (wallet.address === address) return wallet
    throw keyFileInvalidError(path, `it says it is of ${address}, and holds another key`)
  })
}
