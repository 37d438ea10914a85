import type { Signature } from '../files/signature.js'
import type { Scan } from '../sources/scan.js'
import { readSealed, type Sealed, writeSealed } from './sealed-file.js'

/** Where the outputs of one unit are. */
export interface UnitRecord {
  /** Of the unit; see `Unit.key`. */
  readonly key: string
  /** Id of the build-info that holds its outputs. */
  readonly run: string
  /** Names of its contracts and hashes of what their types depend on. */
  readonly contracts: Readonly<Record<string, string>>
}

/** What an output file looked like when it was written. */
export type OutputSignature = readonly [size: number, mtimeMs: number]

/**
 * What lies on disk and what it was made from: enough to see that nothing changed without reading a
 * source. All paths are relative to the project's root, so that both can be moved together.
 */
export interface State extends Sealed {
  readonly format: typeof stateFormat
  /** Hash of all options that influence the result. */
  readonly options: string
  /** Whether all sources were compiled, and nothing was interrupted. */
  readonly complete: boolean
  /** The project's own sources. Sorted. */
  readonly roots: readonly string[]
  /** Every file that was read: hash of its content, and its signature. */
  readonly inputs: Readonly<Record<string, readonly [hash: string, ...signature: Signature]>>
  /** What was found in each source that was read: for as long as it is as recorded in `inputs`. */
  readonly scans: Readonly<Record<string, Scan>>
  /** What must still be absent, and links that must lead where they led; see `TrailRecord`. */
  readonly absent: readonly string[]
  readonly links: readonly (readonly [path: string, realPath: string])[]
  /** By source name. */
  readonly units: Readonly<Record<string, UnitRecord>>
  /** Every file that was written. */
  readonly outputs: Readonly<Record<string, OutputSignature>>
  /** Hash of what the generated types were made from. */
  readonly types: string
  /** The soljson.js that was last needed. Undefined when none was. */
  readonly soljson?: string | undefined
}

/** Changes whenever the meaning of the state does. */
export const stateFormat = 'scaffold-compiler-state-2'

/** The state on disk, or undefined when there is none that can be used. */
export function readState(path: string): State | undefined {
  return readSealed<State>(path, stateFormat)
}

/** Replaces the state on disk. */
export function writeState(path: string, state: State): Promise<void> {
  return writeSealed(path, state)
}
