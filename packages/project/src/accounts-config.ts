import type { MaybeSecret } from './config.js'

/** Accounts derived from a mnemonic. */
export interface MnemonicAccounts {
  readonly mnemonic: MaybeSecret
  /** Passphrase of BIP-39. @default '' */
  readonly passphrase?: MaybeSecret
  /** @default 10 */
  readonly count?: number
  /** Index of the first account. @default 0 */
  readonly initialIndex?: number
  /** To which the index is appended. @default "m/44'/60'/0'/0/" */
  readonly derivationPath?: string
}

/** An account in an encrypted file in the Web3 Secret Storage format, as geth, `cast wallet` and ethers write them. */
export interface KeystoreFileAccount {
  /** Path of the file, relative to the project's root; `~` is the user's folder. */
  readonly keystore: string
  /** @default what `passwordFd` gives, else `--password-fd`, else asked for on a terminal when it is needed */
  readonly password?: MaybeSecret
  /** Number of a file descriptor whose first line is the password. */
  readonly passwordFd?: number
}

/** Accounts of a program that keeps keys and signs over JSON-RPC, such as clef and web3signer. */
export interface ExternalSignerAccounts {
  readonly signer: {
    readonly url: MaybeSecret
    readonly headers?: Readonly<Record<string, MaybeSecret>>
    /** Addresses. @default those that it lists (`eth_accounts`, `account_list`) */
    readonly accounts?: readonly string[]
    /**
     * Whether it sends by itself (`eth_sendTransaction`) instead of giving what it signed.
     * @default only if it has neither `eth_signTransaction` nor `account_signTransaction`
     */
    readonly sends?: boolean
    /** Of one request; people may have to say yes. @default 300_000 */
    readonly timeoutMs?: number
  }
}

/** One way of having accounts. A string is a private key, `'node'` the accounts that the node itself signs with. */
export type AccountSourceUserConfig =
  | 'node'
  | MaybeSecret
  | MnemonicAccounts
  | KeystoreFileAccount
  | ExternalSignerAccounts

/** Who signs on a JSON-RPC network. The accounts of an array are numbered in its order. */
export type HttpAccountsUserConfig =
  | 'node'
  | MnemonicAccounts
  | KeystoreFileAccount
  | ExternalSignerAccounts
  | readonly AccountSourceUserConfig[]

/** An encrypted key file, complete. */
export interface KeystoreSource {
  readonly type: 'keystore'
  readonly keystore: string
  readonly password: MaybeSecret | undefined
  readonly passwordFd: number | undefined
}

/** A program that signs, complete. */
export interface ExternalSource {
  readonly type: 'external'
  readonly url: MaybeSecret
  readonly headers: Readonly<Record<string, MaybeSecret>>
  readonly accounts: readonly string[] | undefined
  readonly sends: boolean | undefined
  readonly timeoutMs: number
}

/** One way of having accounts, complete. */
export type AccountSource =
  | { readonly type: 'node' }
  | { readonly type: 'key'; readonly key: MaybeSecret }
  | ({ readonly type: 'mnemonic' } & Required<MnemonicAccounts>)
  | KeystoreSource
  | ExternalSource

/** Who signs on a JSON-RPC network, complete. */
export type HttpAccountsConfig = readonly AccountSource[]

/** An account by its number on the network, or by its address. */
export type NamedAccount = number | string

/** An account on all networks, or by network with a `default` for the others. */
export type NamedAccountConfig = NamedAccount | Readonly<Record<string, NamedAccount>>
