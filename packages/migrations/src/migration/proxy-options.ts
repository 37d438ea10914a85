import type { AccountLike, Libraries, TransactionOptions } from '@scaffold-evm/project'
import type { UnsafeAllow } from '../upgrade/upgrade-codes.js'
import type { ProxyKind } from '../upgrade/upgrade-report.js'
import type { PlacementOptions } from './placement.js'

/** What an implementation is made with. With a salt its address, by CREATE2, and that of its proxy are known in advance. */
export interface ImplementationOptions extends TransactionOptions, PlacementOptions {
  /** Of the constructor of the implementation, for immutables. @default none */
  readonly constructorArgs?: readonly unknown[]
  /** Only for libraries that no migration recorded under their own name. */
  readonly libraries?: Libraries
  /** Findings that do not refuse the implementation, e.g. `storage-renamed`. @default none */
  readonly unsafeAllow?: readonly UnsafeAllow[]
}

/** How a contract is deployed behind a proxy. */
export interface DeployProxyOptions extends ImplementationOptions {
  /** Name under which it is recorded. @default the contract's name */
  readonly id?: string
  /** @default `uups` for contracts with `proxiableUUID`, else `transparent` */
  readonly kind?: ProxyKind
  /** Of the initializer. @default none */
  readonly args?: readonly unknown[]
  /**
   * The function that is called with the deployment, by name or full signature; false for none.
   * @default `initialize` for contracts that have it
   */
  readonly initializer?: string | false
  /** Who may upgrade: the owner of the ProxyAdmin of a transparent proxy, or of a new beacon. @default the sender */
  readonly owner?: AccountLike
  /** The beacon to ask, by recorded name or address. @default one of the contract's name, `BoxBeacon` for `Box`, which is deployed when there is none */
  readonly beacon?: string
}

/** A function and its arguments: `['migrateV2', [7n]]`; `'migrateV2'` when it takes none. */
export type UpgradeCall = string | readonly [method: string, args?: readonly unknown[]]

/** What a proxy is upgraded to. */
export interface UpgradeProxyOptions extends ImplementationOptions {
  /** The contract. @default the one that is there, as it compiles now */
  readonly to?: string
  /** What is called in the same transaction, once: a reinitializer, a migration of data. @default nothing */
  readonly call?: UpgradeCall
  /** Identity of the step. @default `upgrade Box`, and how often the file upgraded it before */
  readonly id?: string
}

/** An upgrade for others to do: who may, as a timelock or a multisig, sends `data` to `to`. */
export interface PreparedUpgrade {
  readonly implementation: string
  /** The proxy, its ProxyAdmin, or its beacon. */
  readonly to: string
  readonly data: string
  /** Who may, when that can be known. */
  readonly owner: string | undefined
}

/** How a beacon is upgraded: its proxies are not called. */
export type UpgradeBeaconOptions = Omit<UpgradeProxyOptions, 'call'>

/** How a beacon is deployed. */
export interface DeployBeaconOptions extends ImplementationOptions {
  /** Name under which it is recorded. @default the contract's name and `Beacon` */
  readonly id?: string
  /** Who may upgrade. @default the sender */
  readonly owner?: AccountLike
}

/** How a proxy that is there is taken up. */
export interface ImportProxyOptions {
  /** The contract behind it. @default the recorded name */
  readonly contract?: string
  /** @default what its slots say (EIP-1967) */
  readonly kind?: ProxyKind
}
