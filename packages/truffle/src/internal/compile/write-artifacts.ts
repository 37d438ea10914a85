import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readArtifactMembers } from '../artifacts/artifact-file.js'
import { type JsonMembers, joinJsonObject } from '../artifacts/artifact-text.js'
import { mergeArtifactMembers } from '../artifacts/merge-artifact.js'
import { writeFileAtomicSync } from '../artifacts/write-file.js'
import type { ArtifactLayer } from './cache-folder.js'
import {
  type CompileState,
  contractHash,
  type OutputRecord,
  outputRecordOf,
  sha256,
  type UnitRecord,
} from './compile-state.js'
import type { FinishedJob } from './run-units.js'
import type { CompiledContract } from './solc-artifacts.js'
import { sourceNameOf } from './source-graph.js'

/** What is written, and where. */
export interface WritePlan {
  readonly layer: ArtifactLayer
  readonly root: string
  /** Units and outputs that stay; those of sources that are gone are not among them. */
  readonly kept: Pick<CompileState, 'units' | 'outputs' | 'compilations'>
  readonly jobs: readonly FinishedJob[]
}

/** What the layer holds then. */
export type WrittenState = Pick<CompileState, 'units' | 'outputs' | 'compilations'>

/**
 * Writes the artifacts of finished jobs. Of several contracts of one name the one whose source comes last gets the
 * file, as it would if all were compiled at once; the others lie apart and are found by their qualified names.
 */
export function writeArtifacts(plan: WritePlan): WrittenState {
  return new ArtifactWriter(plan).run()
}

class ArtifactWriter {
  readonly #plan: WritePlan
  readonly #units: Record<string, UnitRecord>
  readonly #outputs: Record<string, OutputRecord>
  readonly #updatedAt = new Date().toISOString()
  /** Whose contract a file is of. */
  readonly #holders = new Map<string, string>()

  constructor(plan: WritePlan) {
    this.#plan = plan
    this.#units = { ...plan.kept.units }
    this.#outputs = { ...plan.kept.outputs }
    for (const [source, { contracts }] of Object.entries(this.#units)) {
      for (const path of Object.values(contracts)) this.#holders.set(path, source)
    }
  }

  run(): WrittenState {
    const { jobs, kept } = this.#plan
    for (const job of jobs) this.#record(job)
    for (const contract of jobs.flatMap(wantedContracts)) this.#place(contract)
    const compilations = { ...kept.compilations }
    for (const { id, sourceIndexes } of jobs) compilations[id] = sourceIndexes
    const used = new Set(Object.values(this.#units).map(({ compilation }) => compilation))
    return {
      units: this.#units,
      outputs: this.#usedOutputs(),
      compilations: Object.fromEntries(Object.entries(compilations).filter(([id]) => used.has(id))),
    }
  }

  #record({ id, units }: FinishedJob): void {
    for (const { source, key } of units) {
      for (const path of Object.values(this.#units[source.path]?.contracts ?? {})) {
        this.#holders.delete(path)
      }
      this.#units[source.path] = { key, compilation: id, contracts: {} }
    }
  }

  #place(contract: CompiledContract): void {
    const { contractName, sourcePath } = contract
    const path = join(this.#plan.layer.directory, `${contractName}.json`)
    const holder = this.#holders.get(path)
    const isLast = holder === undefined || this.#comesAfter(sourcePath, holder)
    if (holder !== undefined && holder !== sourcePath && isLast)
      this.#moveAside(contractName, holder, path)
    this.#write(contract, isLast ? path : this.#asidePath(contractName, sourcePath))
  }

  #comesAfter(source: string, other: string): boolean {
    const { root } = this.#plan
    return sourceNameOf(source, root) >= sourceNameOf(other, root)
  }

  #moveAside(contractName: string, holder: string, path: string): void {
    const members = readArtifactMembers(path)
    if (members === undefined) return
    const target = this.#asidePath(contractName, holder)
    writeFileAtomicSync(target, joinJsonObject(members))
    this.#note(holder, contractName, target, members)
  }

  #asidePath(contractName: string, source: string): string {
    return join(this.#plan.layer.shadowed, sha256(source).slice(0, 16), `${contractName}.json`)
  }

  #write({ contractName, sourcePath, members }: CompiledContract, path: string): void {
    const old = readIfReadable(path)
    if (old === undefined || contractHash(old) !== contractHash(members)) {
      const merged = mergeArtifactMembers(members, old, this.#updatedAt)
      writeFileAtomicSync(path, joinJsonObject(merged))
    }
    this.#note(sourcePath, contractName, path, members)
  }

  #note(source: string, contractName: string, path: string, members: JsonMembers): void {
    const unit = this.#units[source] ?? { key: '', compilation: '', contracts: {} }
    this.#units[source] = { ...unit, contracts: { ...unit.contracts, [contractName]: path } }
    this.#outputs[path] = outputRecordOf(path, members)
    this.#holders.set(path, source)
  }

  #usedOutputs(): CompileState['outputs'] {
    const used = new Set(
      Object.values(this.#units).flatMap(({ contracts }) => Object.values(contracts)),
    )
    return Object.fromEntries(Object.entries(this.#outputs).filter(([path]) => used.has(path)))
  }
}

/** Releases before 0.5 also give contracts that they were not asked for. */
function wantedContracts({ units, contracts }: FinishedJob): readonly CompiledContract[] {
  const wanted = new Set(units.map(({ source }) => source.path))
  return contracts.filter(({ sourcePath }) => wanted.has(sourcePath))
}

function readIfReadable(path: string): JsonMembers | undefined {
  try {
    return readArtifactMembers(path)
  } catch {
    // What is no artifact is replaced.
    return undefined
  }
}

/** Deletes the artifacts of units that are not wanted any more. */
export function removeArtifacts(units: readonly UnitRecord[]): void {
  for (const { contracts } of units) {
    for (const path of Object.values(contracts)) rmSync(path, { force: true })
  }
}
