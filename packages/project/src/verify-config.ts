import type { MaybeSecret } from './config.js'

/** A service that publishes the sources of contracts. */
export interface VerifierUserConfig {
  /** Which interface it speaks; `etherscan` is also that of Blockscout, Routescan and most other explorers. @default 'sourcify' for that name, else 'etherscan' */
  readonly type?: 'sourcify' | 'etherscan'
  /** Where its interface is, e.g. `https://eth.blockscout.com/api`. @default that of sourcify.dev and etherscan.io by these names; others need one */
  readonly url?: MaybeSecret
  /** @default none; etherscan.io needs one */
  readonly apiKey?: MaybeSecret
  /** Names of the networks that it is for. @default all */
  readonly networks?: readonly string[]
}

/** A service that publishes the sources of contracts, complete. */
export interface VerifierConfig {
  readonly type: 'sourcify' | 'etherscan'
  readonly url: MaybeSecret
  readonly apiKey: MaybeSecret | undefined
  readonly networks: readonly string[] | undefined
}

/** Services by name; `false` takes one away that is there by itself. */
export type VerifyUserConfig = Readonly<Record<string, VerifierUserConfig | false>>

/** Services by name, complete. */
export type VerifyConfig = Readonly<Record<string, VerifierConfig>>
