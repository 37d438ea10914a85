/** What can be wrong with a record. */
export type JournalProblemCode =
  /** The record is of another chain. */
  | 'chain-other'
  /** It is not known how a step ended. */
  | 'step-open'
  /** A step that is done does not say where, or still has what it took to get there. */
  | 'step-incomplete'
  | 'nonce-shared'
  | 'transaction-shared'
  | 'transaction-missing'
  /** It is not what the record says: its sender, nonce or content. */
  | 'transaction-other'
  | 'transaction-failed'
  | 'block-other'
  | 'address-other'
  | 'code-missing'
  /** A contract whose transaction is not one of a step. */
  | 'step-missing'
  /** The same deployment is on the chain once more, by the same account. */
  | 'deployed-twice'

/** One thing that is wrong. */
export interface JournalProblem {
  readonly code: JournalProblemCode
  /** A step, `02_more "deploy Shop"`, or the name of a contract. */
  readonly subject: string
  /** What was found and what was expected. */
  readonly text: string
}

/** What a verification of a record found. */
export interface JournalReport {
  readonly network: string
  readonly problems: readonly JournalProblem[]
  /** How many were held against the chain. */
  readonly checked: { readonly steps: number; readonly contracts: number }
}
