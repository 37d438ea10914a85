import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { keystoreLockedError, keystorePasswordError, secretNameError } from './errors.js'
import { createDerivation, deriveKey, seal, unseal } from './internal/secrets/keystore-cipher.js'
import {
  type KeystoreContent,
  lockKeystore,
  readKeystore,
  writeKeystore,
} from './internal/secrets/keystore-file.js'
import { isSecretName } from './internal/secrets/resolve-secret.js'

/** Secrets in an encrypted file of the user's, by name. Names are readable, values are not. */
export interface Keystore {
  /** Absolute path of the file, which may not exist yet. */
  readonly path: string
  /** Sorted names. Needs no password. */
  list(): Promise<readonly string[]>
  /** @throws `KEYSTORE_PASSWORD_WRONG`, `KEYSTORE_LOCKED` when no password is to be had. */
  get(name: string): Promise<string | undefined>
  /** Makes the file when there is none. @throws `KEYSTORE_PASSWORD_WRONG`, `KEYSTORE_LOCKED`, `SECRET_NAME_INVALID`. */
  set(name: string, value: string): Promise<void>
  /** Needs no password. False when there was no such secret. */
  delete(name: string): Promise<boolean>
}

/** How a keystore is opened. */
export interface KeystoreOptions {
  /** @default keystorePath(env) */
  readonly path?: string
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** Asks for the password when the environment does not have it; called at most once. `isNew`: the file is about to be made, ask twice. */
  readonly askPassword?: ((isNew: boolean) => Promise<string | undefined>) | undefined
  /** Cost N of scrypt for a new file. Lower it in tests only. @default 131072 */
  readonly scryptCost?: number
}

/**
 * Where the user's keystore is: `SCAFFOLD_KEYSTORE`, else `scaffold/keystore.json` in the user's
 * config folder (`XDG_CONFIG_HOME`, `~/.config`, `%APPDATA%`).
 */
export function keystorePath(env: NodeJS.ProcessEnv = process.env): string {
  const { SCAFFOLD_KEYSTORE, XDG_CONFIG_HOME, APPDATA } = env
  if (SCAFFOLD_KEYSTORE) return resolve(SCAFFOLD_KEYSTORE)
  const system = process.platform === 'win32' ? APPDATA : XDG_CONFIG_HOME
  return join(system || join(homedir(), '.config'), 'scaffold', 'keystore.json')
}

function passwordFromEnv(env: NodeJS.ProcessEnv): string | undefined {
  const { SCAFFOLD_KEYSTORE_PASSWORD: password, SCAFFOLD_KEYSTORE_PASSWORD_FD: descriptor } = env
  if (password) return password
  if (!descriptor || !/^\d+$/.test(descriptor)) return undefined
  return readFileSync(Number(descriptor), 'utf8').replace(/\r?\n$/, '')
}

const checkName = ' check'
const checkText = 'scaffold'

function freshContent(key: Uint8Array, kdf: KeystoreContent['kdf']): KeystoreContent {
  const check = seal(key, checkName, checkText)
  return { format: 'scaffold-keystore-1', kdf, check, secrets: {} }
}

class FileKeystore implements Keystore {
  readonly path: string
  readonly #options: KeystoreOptions
  #password: Promise<string | undefined> | undefined
  #key: { readonly salt: string; readonly key: Promise<Buffer> } | undefined

  constructor(path: string, options: KeystoreOptions) {
    this.path = path
    this.#options = options
  }

  async list(): Promise<readonly string[]> {
    const content = await readKeystore(this.path)
    return Object.keys(content?.secrets ?? {}).sort()
  }

  async get(name: string): Promise<string | undefined> {
    const content = await readKeystore(this.path)
    const sealed = content?.secrets[name]
    if (content === undefined || sealed === undefined) return undefined
    const value = unseal(await this.#open(content), name, sealed)
    if (value === undefined) throw keystorePasswordError(this.path)
    return value
  }

  async set(name: string, value: string): Promise<void> {
    if (!isSecretName(name)) throw secretNameError(name)
    await lockKeystore(this.path, async () => {
      const content = (await readKeystore(this.path)) ?? (await this.#create())
      const sealed = seal(await this.#open(content), name, value)
      await writeKeystore(this.path, {
        ...content,
        secrets: { ...content.secrets, [name]: sealed },
      })
    })
  }

  async delete(name: string): Promise<boolean> {
    return lockKeystore(this.path, async () => {
      const content = await readKeystore(this.path)
      if (content?.secrets[name] === undefined) return false
      const { [name]: _, ...secrets } = content.secrets
      await writeKeystore(this.path, { ...content, secrets })
      return true
    })
  }

  async #create(): Promise<KeystoreContent> {
    const kdf = createDerivation(this.#options.scryptCost)
    const key = await deriveKey(await this.#askPassword(true), kdf)
    return freshContent(key, kdf)
  }

  /** The key, once the password is known to be right. */
  async #open(content: KeystoreContent): Promise<Buffer> {
    const { kdf, check } = content
    if (this.#key?.salt !== kdf.salt) {
      const password = await this.#askPassword(false)
      this.#key = { salt: kdf.salt, key: deriveKey(password, kdf) }
    }
    const key = await this.#key.key
    if (unseal(key, checkName, check) === checkText) return key
    this.#key = undefined
    this.#password = undefined
    throw keystorePasswordError(this.path)
  }

  async #askPassword(isNew: boolean): Promise<string> {
    const { env = process.env, askPassword } = this.#options
    this.#password ??= Promise.resolve(passwordFromEnv(env) ?? askPassword?.(isNew))
    const password = await this.#password
    if (!password) {
      this.#password = undefined
      throw keystoreLockedError(this.path)
    }
    return password
  }
}

/**
 * The user's encrypted secrets: one file for all projects, each value sealed with AES-256-GCM under
 * a key that scrypt makes from one password.
 *
 * Cost: the first `get` or `set` takes about half a second, by design of scrypt.
 */
export function openKeystore(options: KeystoreOptions = {}): Keystore {
  return new FileKeystore(options.path ?? keystorePath(options.env), options)
}
