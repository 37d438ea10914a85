import { posix } from 'node:path'
import { isOutputIntact } from '../cache/check-state.js'
import type { Places } from '../cache/places.js'
import type { State, UnitRecord } from '../cache/state.js'
import { artifactPath, buildInfoPath, debugFilePath } from './artifact-files.js'

/** The path of an output relative to the root, from its path relative to the artifacts' folder. */
export function outputPath(places: Places, path: string): string {
  return posix.join(places.artifactsName, path)
}

/** The files of one unit, relative to the root. */
export function unitFiles(places: Places, name: string, record: UnitRecord): readonly string[] {
  return Object.keys(record.contracts).flatMap((contract) => [
    outputPath(places, artifactPath(name, contract)),
    outputPath(places, debugFilePath(name, contract)),
  ])
}

/** Compares what a state says with what lies on disk, looking at each build-info once. */
export class IntactCheck {
  readonly #places: Places
  readonly #state: State | undefined
  readonly #buildInfos = new Map<string, boolean>()

  constructor(places: Places, state: State | undefined) {
    this.#places = places
    this.#state = state
  }

  /** What the state says of a unit with this key, if all its files lie on disk as they were written. */
  recordOf(unit: { readonly name: string; readonly key: string }): UnitRecord | undefined {
    const record = this.#state?.units[unit.name]
    if (record?.key !== unit.key || !this.#hasBuildInfo(record.run)) return undefined
    const files = unitFiles(this.#places, unit.name, record)
    return files.every((path) => this.#isIntact(path)) ? record : undefined
  }

  #hasBuildInfo(run: string): boolean {
    const known = this.#buildInfos.get(run)
    if (known !== undefined) return known
    const isThere = this.#isIntact(outputPath(this.#places, buildInfoPath(run)))
    this.#buildInfos.set(run, isThere)
    return isThere
  }

  #isIntact(path: string): boolean {
    const signature = this.#state?.outputs[path]
    return signature !== undefined && isOutputIntact(this.#places.root, path, signature)
  }
}
