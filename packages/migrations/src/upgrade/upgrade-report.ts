import type { UnsafeAllow, UpgradeCode } from './upgrade-codes.js'

/** What stands before an implementation. */
export type ProxyKind = 'transparent' | 'uups' | 'beacon'

/** How strict a check is. */
export interface UpgradeOptions {
  /** @default `uups` when one of the contracts has `upgradeToAndCall` or `upgradeTo`, else `transparent` */
  readonly kind?: ProxyKind
  /** Findings that do not make an upgrade unsafe; they are told as notes. @default none */
  readonly unsafeAllow?: readonly UnsafeAllow[]
}

/** `error` makes an upgrade unsafe; `note` says why something that looks like an error is none. */
export type UpgradeSeverity = 'error' | 'warning' | 'note'

/** Where a value lies. */
export interface StoragePlace {
  /** E.g. `config.fee`. */
  readonly label: string
  readonly type: string
  /** What the slot is counted in: empty for storage, `erc7201:token.main`, `positions[…]` for a value of a mapping. */
  readonly region: string
  /** Decimal, or hexadecimal from 2^64 on. */
  readonly slot: string
  /** In bytes, from the low end of the slot. */
  readonly offset: number
  /** Decimal. */
  readonly bytes: string
  readonly source: string | undefined
}

/** One thing to know about an upgrade. */
export interface UpgradeFinding {
  readonly code: UpgradeCode
  readonly severity: UpgradeSeverity
  readonly message: string
  /** What to do. */
  readonly hint: string | undefined
  /** The value as the old version has it. */
  readonly old: StoragePlace | undefined
  /** The value, or what takes its place, as the new version has it. */
  readonly new: StoragePlace | undefined
  /** What moved by as much, behind it. */
  readonly others: readonly string[]
  /** Where in the new version's code it is, e.g. `contracts/Token.sol:12`. */
  readonly source: string | undefined
}

/** Whether a contract may take the place of another behind a proxy, or be there at all. */
export interface UpgradeReport {
  /** The new version. */
  readonly contract: string
  /** The old version; undefined when there is none. */
  readonly replaces: string | undefined
  /** Whether there is no error. */
  readonly isSafe: boolean
  /** Errors first, then warnings, then notes. */
  readonly findings: readonly UpgradeFinding[]
}
