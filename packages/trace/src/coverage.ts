/** How often the instructions of one code ran, by their place. */
export interface InstructionCounts {
  /** keccak-256 of the code. */
  readonly codeHash: Uint8Array
  readonly code: Uint8Array
  readonly hits: Uint32Array
  /** By place of a JUMPI: how often it jumped. */
  readonly jumpsTaken: Uint32Array
}

/** A piece of source. Lines from 1, columns from 0, as istanbul counts. */
export interface CoverageSpan {
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
}

/** A statement, and how often it ran. */
export interface CoveredStatement {
  readonly span: CoverageSpan
  count: number
  /** Titles of the tests that ran it, of those that were told apart. */
  readonly tests: Set<string>
}

/** A function, modifier, constructor, fallback or receive function with a body, and how often it was entered. */
export interface CoveredFunction {
  readonly name: string
  readonly span: CoverageSpan
  count: number
}

/** What decides where execution goes on. */
export type BranchKind =
  | 'if'
  | 'cond-expr'
  | 'binary-expr'
  | 'require'
  | 'assert'
  | 'loop'
  | 'switch'
  | 'try'

/** A decision, and how often each of its ways was taken. */
export interface CoveredBranch {
  readonly kind: BranchKind
  readonly span: CoverageSpan
  readonly ways: { readonly name: string; readonly span: CoverageSpan; count: number }[]
}

/** What of a source ran. */
export interface FileCoverage {
  readonly sourceName: string
  readonly statements: readonly CoveredStatement[]
  readonly functions: readonly CoveredFunction[]
  readonly branches: readonly CoveredBranch[]
}
