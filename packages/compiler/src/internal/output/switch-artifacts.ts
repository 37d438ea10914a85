import { join } from 'node:path'
import { cacheLostError } from '../../errors.js'
import type { Places } from '../cache/places.js'
import type { Run, RunStore } from '../cache/run-store.js'
import {
  type OutputSignature,
  readState,
  type State,
  stateFormat,
  type UnitRecord,
  writeState,
} from '../cache/state.js'
import { isInside } from '../files/relative-path.js'
import { artifactFiles, buildInfoPath } from './artifact-files.js'
import { findLeftovers, findOutputs, OutputFolder } from './output-folder.js'
import { IntactCheck, outputPath, unitFiles } from './unit-files.js'
import { writeTypes } from './write-types.js'

/** What the artifacts should be. */
export interface SwitchPlan {
  readonly places: Places
  readonly store: RunStore
  /** Runs that are in memory. */
  readonly runs: ReadonlyMap<string, Run>
  /** What should be on disk, by source name. */
  readonly units: Readonly<Record<string, UnitRecord>>
  /** Whether these are all units; others then lose their artifacts. */
  readonly complete: boolean
  /** What the new state says besides. */
  readonly inputs: Pick<
    State,
    'options' | 'roots' | 'inputs' | 'scans' | 'absent' | 'links' | 'soljson'
  >
}

/** What changed on disk. */
export interface SwitchResult {
  readonly state: State
  /** Names of sources whose artifacts were written anew. */
  readonly written: readonly string[]
  /** Artifacts that were deleted. Absolute paths. */
  readonly removed: readonly string[]
}

const unwritten: OutputSignature = [-1, 0]

/**
 * Brings the artifacts on disk to what the plan says. Only under the lock.
 *
 * First a state is written that names every file there may be from here on and vouches for none that
 * is about to change: a run that is killed leaves no file behind that the next one does not know.
 *
 * @throws `CACHE_LOST` when a run that is needed is gone.
 */
export async function switchArtifacts(plan: SwitchPlan): Promise<SwitchResult> {
  return new ArtifactSwitch(plan).run()
}

class ArtifactSwitch {
  readonly #plan: SwitchPlan
  readonly #old: State | undefined
  readonly #units: Readonly<Record<string, UnitRecord>>
  readonly #intact: IntactCheck
  readonly #folder: OutputFolder
  /** Every file that the last run knew of. */
  readonly #known: State['outputs']

  constructor(plan: SwitchPlan) {
    const { places } = plan
    this.#plan = plan
    this.#old = readState(places.stateFile)
    this.#units = plan.complete ? plan.units : { ...this.#old?.units, ...plan.units }
    this.#intact = new IntactCheck(places, this.#old)
    this.#folder = new OutputFolder(places.root)
    this.#known = knownOutputs(places, this.#old)
  }

  async run(): Promise<SwitchResult> {
    const { places, inputs, complete } = this.#plan
    const stale = Object.keys(this.#units).filter((name) => !this.#isIntact(name))
    const runs = await this.#loadRuns(stale)
    await this.#announce(stale, runs)
    const artifacts = this.#writeArtifacts(stale, runs)
    const types = await writeTypes({
      places,
      units: this.#units,
      folder: this.#folder,
      old: this.#old,
    })
    const outputs = { ...artifacts, ...types.outputs }
    const removed = this.#removeSurplus(outputs)
    const state: State = {
      ...inputs,
      format: stateFormat,
      complete,
      units: this.#units,
      outputs,
      types: types.key,
    }
    await writeState(places.stateFile, state)
    return { state, written: stale, removed }
  }

  #isIntact(name: string): boolean {
    const record = this.#units[name]
    if (record === undefined) return true
    return this.#intact.recordOf({ name, key: record.key })?.run === record.run
  }

  async #loadRuns(stale: readonly string[]): Promise<ReadonlyMap<string, Run>> {
    const loaded = new Map<string, Run>()
    for (const id of new Set(stale.map((name) => this.#units[name]?.run ?? ''))) {
      const run = this.#plan.runs.get(id) ?? (await this.#plan.store.load(id))
      if (run === undefined) throw cacheLostError({ id })
      loaded.set(id, run)
    }
    return loaded
  }

  async #announce(stale: readonly string[], runs: ReadonlyMap<string, Run>): Promise<void> {
    const { places, inputs } = this.#plan
    const changing = [
      ...[...runs.keys()].map((id) => outputPath(places, buildInfoPath(id))),
      ...stale.flatMap((name) => this.#filesOf(name)),
    ]
    const gone = new Set(stale)
    const units = Object.entries(this.#old?.units ?? {}).filter(([name]) => !gone.has(name))
    await writeState(places.stateFile, {
      ...(this.#old ?? inputs),
      format: stateFormat,
      complete: false,
      units: Object.fromEntries(units),
      outputs: {
        ...this.#known,
        ...Object.fromEntries(changing.map((path) => [path, unwritten])),
      },
      types: '',
    })
  }

  #filesOf(name: string): readonly string[] {
    const record = this.#units[name]
    return record === undefined ? [] : unitFiles(this.#plan.places, name, record)
  }

  /** Signatures of all artifacts and build-infos, those included that were there. */
  #writeArtifacts(stale: readonly string[], runs: ReadonlyMap<string, Run>): State['outputs'] {
    const { places } = this.#plan
    const outputs: Record<string, OutputSignature> = {}
    for (const [name, { run }] of Object.entries(this.#units)) {
      const buildInfo = outputPath(places, buildInfoPath(run))
      for (const path of [...this.#filesOf(name), buildInfo]) {
        const signature = this.#known[path]
        if (signature !== undefined) outputs[path] = signature
      }
    }
    // Artifacts point to the build-info: it is there before them.
    for (const [id, { text }] of runs) {
      const path = outputPath(places, buildInfoPath(id))
      outputs[path] = this.#folder.put(path, text)
    }
    for (const name of stale) {
      const run = runs.get(this.#units[name]?.run ?? '')
      for (const { path, text } of run === undefined ? [] : artifactFiles(run.info, name)) {
        const output = outputPath(places, path)
        outputs[output] = this.#folder.put(output, text)
      }
    }
    return outputs
  }

  #removeSurplus(outputs: State['outputs']): readonly string[] {
    const { root, artifactsDir, buildInfoDir, typesDir } = this.#plan.places
    const removed: string[] = []
    for (const relative of Object.keys(this.#known)) {
      if (outputs[relative] !== undefined) continue
      const path = join(root, relative)
      const isArtifact = isInside(artifactsDir, path) && !isInside(buildInfoDir, path)
      const top = isInside(artifactsDir, path) ? artifactsDir : (typesDir ?? root)
      const wasThere = this.#folder.remove(relative, top)
      if (wasThere && isArtifact && /(?<!\.dbg)\.json$/.test(path)) removed.push(path)
    }
    return removed
  }
}

/** What a run that was cut off wrote is named in its state, except for the file it was at. */
function knownOutputs(places: Places, old: State | undefined): State['outputs'] {
  if (old?.complete === true) return old.outputs
  const { root, artifactsDir, typesDir } = places
  const find = old === undefined ? findOutputs : findLeftovers
  const folders = typesDir === undefined ? [artifactsDir] : [artifactsDir, typesDir]
  const paths = folders.flatMap((folder) => find(root, folder))
  return { ...Object.fromEntries(paths.map((path) => [path, unwritten])), ...old?.outputs }
}
