import type { ExplanationText } from '@scaffold-evm/trace'
import type { ContractGasUse } from './gas-report.js'

/** A place in a file: lines and columns from 1. */
export interface SourceLocation {
  /** Absolute. */
  readonly path: string
  readonly line: number
  readonly column: number
}

/** Why a test failed. */
export interface TestFailure {
  /** The class of the error, e.g. `AssertionError`. */
  readonly name: string
  readonly message: string
  /** Stable identity of the error, if it has one. */
  readonly code?: string
  /** Stack lines without the frames of scaffold, packages and Node; the user's own come first. */
  readonly stack: readonly string[]
  /** The user's line, when one is known. */
  readonly location?: SourceLocation
  /** The lines around it with a mark under the place. */
  readonly codeFrame?: string
  /** Expected and actual value, for assertions that compare, as text. */
  readonly diff?: { readonly expected: string; readonly actual: string }
  /** The failure that caused this one. */
  readonly cause?: TestFailure
  /** What the contracts did, when the test failed by a call or transaction that did. */
  readonly solidity?: SolidityFailure
}

/** Why an execution failed, in the words of its source. */
export type SolidityFailure = ExplanationText

/** What came of one test, or of a hook that failed. */
export interface TestResult {
  /** Absolute path of the test file. */
  readonly file: string
  /** Titles of the suites around it, outermost first. */
  readonly suites: readonly string[]
  readonly title: string
  readonly kind: 'test' | 'hook'
  readonly state: 'passed' | 'failed' | 'pending'
  readonly durationMs: number
  readonly speed: 'fast' | 'medium' | 'slow'
  /** How often it failed before this result, with retries. */
  readonly retries: number
  readonly failure?: TestFailure
  /** Of all transactions of the test itself, not of hooks, when gas is measured. */
  readonly gas?: number
}

/** Something that would have kept the process alive after the tests. */
export interface OpenHandle {
  /** In words, e.g. `a timer`, `a server on port 8545`. */
  readonly kind: string
  /** Where it was made, when that is known. */
  readonly location?: SourceLocation
  /** The test file after which it was first there, absolute. */
  readonly file?: string
}

/** What came of a run. */
export interface TestReport {
  /** In the order of the files, and within a file as they ran. */
  readonly results: readonly TestResult[]
  readonly passed: number
  readonly failed: number
  readonly pending: number
  /** Wall time, connection and setup included. */
  readonly durationMs: number
  readonly openHandles: readonly OpenHandle[]
  /** What calls took, when that is measured. */
  readonly gas?: readonly ContractGasUse[]
  /** Whether the run was ended before all tests ran, by `--bail` or by the user. */
  readonly stopped?: 'bail' | 'interrupted'
  /** Suites and title of the test that was running when the run was interrupted. */
  readonly interruptedIn?: readonly string[]
  /** Whether nothing failed, at least one test ran or is pending, and nobody interrupted the run. Decides the exit code. */
  readonly succeeded: boolean
}
