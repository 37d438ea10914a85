/** What became of a value by an upgrade. */
export type RehearsedStatus =
  /** The new version reads what the old one wrote. */
  | 'kept'
  /** The transaction of the upgrade wrote it, e.g. a reinitializer. */
  | 'written'
  /** Nobody wrote it, and the new version reads something else there. */
  | 'misread'
  /** The new version has nothing of that name. */
  | 'lost'

/** A value before and after an upgrade, as each version reads it. */
export interface RehearsedValue {
  /** By the old version's names, e.g. `balances[0x…]`. */
  readonly path: string
  /** As the old version has it, or the new one what only that has. */
  readonly type: string
  /** Undefined when the old version has nothing there. */
  readonly before: string | undefined
  /** Undefined when the new version has nothing there. */
  readonly after: string | undefined
  readonly status: RehearsedStatus
}

/** An upgrade that was done on a copy of the chain, value by value. */
export interface UpgradeRehearsal {
  /** Recorded name of the proxy. */
  readonly name: string
  readonly address: string
  /** The versions, e.g. `contracts/Box.sol:Box`. */
  readonly from: string
  readonly to: string
  /** Whether no value is misread or lost. */
  readonly isIntact: boolean
  /** What is not kept first; then what is, in the order of the old version. Values that were and are zero are left out. */
  readonly values: readonly RehearsedValue[]
  /** What was not looked at. */
  readonly notes: readonly string[]
}
