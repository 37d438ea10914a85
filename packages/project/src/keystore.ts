/** Secrets in an encrypted file of the user's, by name. Names are readable, values are not. */
export interface Keystore {
  /** Absolute path of the file, which may not exist yet. */
  readonly path: string
  /** Sorted names. Needs no password. */
  list(): Promise<readonly string[]>
  /** @throws `KEYSTORE_PASSWORD_WRONG`, `KEYSTORE_LOCKED` when no password is to be had. */
  get(name: string): Promise<string | undefined>
  /** Makes the file when there is none. @throws `KEYSTORE_PASSWORD_WRONG`, `KEYSTORE_LOCKED`. */
  set(name: string, value: string): Promise<void>
  /** Needs no password. False when there was no such secret. */
  delete(name: string): Promise<boolean>
}
