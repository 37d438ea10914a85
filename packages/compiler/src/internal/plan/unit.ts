import type { SolcSettings } from '../../options.js'
import type { RankedVersions } from './choose-versions.js'
import type { WantedOutputs } from './outputs.js'

/** How one group of files is compiled. */
export interface UnitGroup {
  /** Equal for groups that can share a run of solc. */
  readonly id: string
  readonly version: string
  readonly longVersion: string
  readonly language: 'Solidity' | 'Yul'
  /** Without `outputSelection`; with remappings. */
  readonly settings: SolcSettings
  readonly outputs: WantedOutputs
}

/** One source as a thing to compile. */
export interface Unit {
  readonly name: string
  /** Names of everything it imports, and its own. Sorted. */
  readonly closure: readonly string[]
  /** The versions it could have; the group has the one it gets. */
  readonly ranked: RankedVersions
  readonly group: UnitGroup
  /** Hash of all that decides on its outputs: compiler, settings, and the content of its closure. */
  readonly key: string
}
