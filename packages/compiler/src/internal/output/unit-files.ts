import { join } from 'node:path'
import { isOutputIntact } from '../cache/check-state.js'
import type { Places } from '../cache/places.js'
import type { State, UnitRecord } from '../cache/state.js'
import { relativePath } from '../files/relative-path.js'
import { artifactPath, buildInfoPath, debugFilePath } from './artifact-files.js'

/** The path of an output relative to the root, from its path relative to the artifacts' folder. */
export function outputPath(places: Places, path: string): string {
  return relativePath(places.root, join(places.artifactsDir, path))
}

/** The files of one unit, relative to the root. */
export function unitFiles(places: Places, name: string, record: UnitRecord): readonly string[] {
  return Object.keys(record.contracts).flatMap((contract) => [
    outputPath(places, artifactPath(name, contract)),
    outputPath(places, debugFilePath(name, contract)),
  ])
}

function isFileIntact(places: Places, state: State, path: string): boolean {
  const signature = state.outputs[path]
  return signature !== undefined && isOutputIntact(places.root, path, signature)
}

/** Whether the build-info of a run lies on disk as it was written. */
export function isBuildInfoIntact(places: Places, state: State | undefined, run: string): boolean {
  const path = outputPath(places, buildInfoPath(run))
  return state !== undefined && isFileIntact(places, state, path)
}

/** What the state says of a unit with this key, if all its files lie on disk as they were written. */
export function intactRecord(
  places: Places,
  state: State | undefined,
  unit: { readonly name: string; readonly key: string },
): UnitRecord | undefined {
  const record = state?.units[unit.name]
  if (state === undefined || record?.key !== unit.key) return undefined
  if (!isBuildInfoIntact(places, state, record.run)) return undefined
  const files = unitFiles(places, unit.name, record)
  return files.every((path) => isFileIntact(places, state, path)) ? record : undefined
}
