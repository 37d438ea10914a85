import type { SolcInput, SolcOutput } from './standard-json.js'

/**
 * One run of solc, complete: what went in and what came out. Lies at
 * `artifacts/build-info/<id>.json` in the shape of Hardhat 2 (`hh-sol-build-info-1`). Every artifact
 * names the one it comes from; source maps, storage layouts, metadata and debug data are in there.
 */
export interface BuildInfo {
  readonly _format: 'hh-sol-build-info-1'
  /** Hash of version and input: the same input makes the same build-info on every machine. */
  readonly id: string
  readonly solcVersion: string
  readonly solcLongVersion: string
  readonly input: SolcInput
  readonly output: SolcOutput
}
