import type { Places } from '../cache/places.js'
import type { State, UnitRecord } from '../cache/state.js'
import type { OutputFolder } from './output-folder.js'

/** What types are made from and where they go. */
export interface TypesPlan {
  readonly places: Places
  readonly units: Readonly<Record<string, UnitRecord>>
  readonly folder: OutputFolder
  readonly old: State | undefined
}

/** The types on disk. */
export interface WrittenTypes {
  /** Hash of what they were made from. */
  readonly key: string
  readonly outputs: State['outputs']
}

/** Generates the contracts' types, unless those on disk are of the same contracts. */
export async function writeTypes(_plan: TypesPlan): Promise<WrittenTypes> {
  return { key: '', outputs: {} }
}
