import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { BuildInfo } from '../../build-info.js'
import type { Places } from './places.js'
import { readSealed, type Sealed, writeSealed } from './sealed-file.js'
import type { UnitRecord } from './state.js'

/** A build-info and its JSON text. */
export interface Run {
  readonly info: BuildInfo
  readonly text: string
}

interface UnitIndex extends Sealed {
  readonly format: typeof indexFormat
  readonly units: Readonly<Record<string, UnitRecord>>
}

const indexFormat = 'scaffold-compiler-units-1'
const suffix = '.json.gz'
const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** How much of earlier states is kept. */
const keptBytes = 200_000_000
const keptRuns = 200

/**
 * Runs of solc by id, and which of them holds which unit: what lets a branch switch do without solc.
 * Files carry check sums (gzip's own, or a seal); a damaged one counts as absent.
 */
export class RunStore {
  readonly #places: Places

  constructor(places: Places) {
    this.#places = places
  }

  /** Units that some stored run holds, by unit key. */
  readIndex(): Readonly<Record<string, UnitRecord>> {
    return readSealed<UnitIndex>(this.#places.unitsFile, indexFormat)?.units ?? {}
  }

  /** Whether a run is there; whether it is intact shows when it is loaded. */
  has(id: string): boolean {
    return statSync(this.#pathOf(id), { throwIfNoEntry: false }) !== undefined
  }

  /** A run, or undefined when it is gone or damaged. */
  async load(id: string): Promise<Run | undefined> {
    try {
      const text = (await decompress(await readFile(this.#pathOf(id)))).toString('utf8')
      const info = parseBuildInfo(text)
      return info?.id === id ? { info, text } : undefined
    } catch {
      return undefined
    }
  }

  /** Stores a run. Without the lock: equal ids hold equal content. */
  async save(run: Run): Promise<void> {
    mkdirSync(this.#places.runsDir, { recursive: true })
    // The fastest level: six times smaller already, and the next one costs three times the time.
    await writeFileAtomic(this.#pathOf(run.info.id), await compress(run.text, { level: 1 }))
  }

  /** Adds units to the index. Only under the lock. */
  async addUnits(records: readonly UnitRecord[]): Promise<void> {
    if (records.length === 0) return
    const added = Object.fromEntries(records.map((record) => [record.key, record]))
    await this.#writeIndex({ ...this.readIndex(), ...added })
  }

  /** Marks runs as used now, and drops the least recently used beyond what is kept. Only under the lock. */
  async prune(used: ReadonlySet<string>): Promise<void> {
    const now = new Date()
    for (const id of used) if (this.has(id)) utimesSync(this.#pathOf(id), now, now)
    const dropped = this.#surplus(used)
    if (dropped.length === 0) return
    const gone = new Set(dropped)
    const kept = Object.entries(this.readIndex()).filter(([, { run }]) => !gone.has(run))
    await this.#writeIndex(Object.fromEntries(kept))
    for (const id of dropped) rmSync(this.#pathOf(id), { force: true })
  }

  #surplus(used: ReadonlySet<string>): readonly string[] {
    const files = this.#files().sort((a, b) => b.mtimeMs - a.mtimeMs)
    let bytes = 0
    return files
      .filter(({ id, size }, index) => {
        bytes += size
        return !used.has(id) && (index >= keptRuns || bytes > keptBytes)
      })
      .map(({ id }) => id)
  }

  #files(): { readonly id: string; readonly size: number; readonly mtimeMs: number }[] {
    const names = statSync(this.#places.runsDir, { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(this.#places.runsDir)
      : []
    return names.flatMap((name) => {
      const stats = statSync(join(this.#places.runsDir, name), { throwIfNoEntry: false })
      if (stats === undefined || !name.endsWith(suffix)) return []
      return [{ id: name.slice(0, -suffix.length), size: stats.size, mtimeMs: stats.mtimeMs }]
    })
  }

  #writeIndex(units: Readonly<Record<string, UnitRecord>>): Promise<void> {
    const index: UnitIndex = { format: indexFormat, units }
    return writeSealed(this.#places.unitsFile, index)
  }

  #pathOf(id: string): string {
    return join(this.#places.runsDir, id + suffix)
  }
}

/** The text's check sum held, so its shape is what was written. */
function parseBuildInfo(text: string): BuildInfo | undefined {
  const value: unknown = JSON.parse(text)
  return isBuildInfo(value) ? value : undefined
}

function isBuildInfo(value: unknown): value is BuildInfo {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_format' in value &&
    value._format === 'hh-sol-build-info-1'
  )
}
