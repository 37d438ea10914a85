import type { UpgradeReport } from '../upgrade/upgrade-report.js'

/** What a transaction means for what is deployed, for plans and reports. Transactions of one change share its subject. */
export interface StepChange {
  /** `create`: something new; `upgrade`: other code behind a proxy or in a diamond; `replace`: another contract under a name. */
  readonly action: 'create' | 'upgrade' | 'replace' | 'call'
  /** What changes: the name it is recorded under, e.g. `Box`. */
  readonly subject: string
  /** E.g. `the code of Box changed`. */
  readonly why: string
  /** What was there before, e.g. the address of an implementation. */
  readonly from?: string | undefined
  /** What takes its place, as far as it is known. */
  readonly to?: string | undefined
  /** Whether state and code go with it. */
  readonly safety?: UpgradeReport | undefined
}
