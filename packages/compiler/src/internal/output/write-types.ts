import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AbiEntry } from '../../artifact.js'
import { isOutputIntact } from '../cache/check-state.js'
import type { Places } from '../cache/places.js'
import type { State, UnitRecord } from '../cache/state.js'
import { relativePath } from '../files/relative-path.js'
import { sha256 } from '../hash.js'
import { toolVersion } from '../tool-version.js'
import type { TypedContract } from '../typegen/contract-types.js'
import { artifactPath } from './artifact-files.js'
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

/** Generates the contracts' types from the artifacts on disk, unless there are some of equal interfaces. */
export async function writeTypes(plan: TypesPlan): Promise<WrittenTypes> {
  const { places, units, folder } = plan
  const { typesDir, ethersModule } = places
  if (typesDir === undefined) return { key: '', outputs: {} }
  const key = typesKey(units, ethersModule)
  const known = intactTypes(plan, typesDir, key)
  if (known !== undefined) return { key, outputs: known }
  const { generateTypes } = await import('../typegen/generate-types.js')
  const written = generateTypes(readContracts(places, units), { ethersModule }).map(
    ({ path, text }) => {
      const output = relativePath(places.root, join(typesDir, path))
      return [output, folder.put(output, text)] as const
    },
  )
  return { key, outputs: Object.fromEntries(written) }
}

function typesKey(units: Readonly<Record<string, UnitRecord>>, ethersModule: string): string {
  const contracts = Object.entries(units).map(([name, record]) => [name, record.contracts])
  return sha256(JSON.stringify([toolVersion(), ethersModule, contracts.sort()]))
}

function intactTypes(
  { places, old }: TypesPlan,
  typesDir: string,
  key: string,
): State['outputs'] | undefined {
  if (old?.types !== key) return undefined
  const folder = `${relativePath(places.root, typesDir)}/`
  const files = Object.entries(old.outputs).filter(([path]) => path.startsWith(folder))
  const isIntact = files.every(([path, signature]) => isOutputIntact(places.root, path, signature))
  return isIntact ? Object.fromEntries(files) : undefined
}

function readContracts(
  { artifactsDir }: Places,
  units: Readonly<Record<string, UnitRecord>>,
): readonly TypedContract[] {
  return Object.entries(units).flatMap(([sourceName, { contracts }]) =>
    Object.keys(contracts).map((contractName) => {
      const path = join(artifactsDir, artifactPath(sourceName, contractName))
      const { abi, bytecode } = parseArtifact(readFileSync(path, 'utf8'))
      return { sourceName, contractName, abi, hasBytecode: bytecode !== '0x' }
    }),
  )
}

interface Interface {
  readonly abi: readonly AbiEntry[]
  readonly bytecode: string
}

/** Written by this run, or compared with what was: its shape is known. */
function parseArtifact(text: string): Interface {
  return JSON.parse(text)
}
