import { readFileSync } from 'node:fs'
import type { KeystoreSource } from '../../accounts-config.js'
import { keyFileLockedError, passwordFdError } from '../../errors.js'
import { resolveSecret, type SecretSource, secretLabel } from './resolve-secret.js'

/** Where passwords come from that the config does not have. */
export interface KeyPasswordOptions {
  /** File descriptor whose first line is the password. */
  readonly passwordFd?: number | undefined
  /** Asks for the password of a key file. */
  readonly askKeyPassword?: ((path: string) => Promise<string | undefined>) | undefined
}

/** A password, and what to call its origin in an error. */
export interface FoundPassword {
  readonly password: string
  readonly from: string
}

/** The passwords of key files. Each descriptor is read once: a pipe gives its text one time only. */
export class KeyPasswords {
  readonly #options: KeyPasswordOptions
  readonly #read = new Map<number, string>()

  constructor(options: KeyPasswordOptions) {
    this.#options = options
  }

  /** The first line of `--password-fd`; undefined without that option. @throws `PASSWORD_FD_INVALID`. */
  given(): string | undefined {
    const { passwordFd } = this.#options
    return passwordFd === undefined ? undefined : this.#line(passwordFd)
  }

  /** @throws `KEY_FILE_LOCKED`, `PASSWORD_FD_INVALID`, and as `resolveSecret`. */
  async of(
    file: KeystoreSource,
    path: string,
    at: { readonly source: SecretSource; readonly purpose: string },
  ): Promise<FoundPassword> {
    if (file.password !== undefined) {
      const password = await resolveSecret(file.password, at.source, at.purpose)
      return { password, from: secretLabel(file.password) }
    }
    const descriptor = file.passwordFd ?? this.#options.passwordFd
    if (descriptor !== undefined) {
      return { password: this.#line(descriptor), from: `File descriptor ${descriptor}` }
    }
    const password = await this.#options.askKeyPassword?.(path)
    if (password === undefined) throw keyFileLockedError(path)
    return { password, from: 'What was typed' }
  }

  #line(descriptor: number): string {
    const known = this.#read.get(descriptor)
    if (known !== undefined) return known
    try {
      const [line = ''] = readFileSync(descriptor, 'utf8').split(/\r?\n/, 1)
      this.#read.set(descriptor, line)
      return line
    } catch (error) {
      throw passwordFdError(descriptor, error)
    }
  }
}
