import type { ArtifactStore } from '@scaffold-evm/project'

/** Remembers which Solidity sources each test file, and the setup before all of them, took artifacts of. */
export class ArtifactUse {
  readonly #byFile = new Map<string, Set<string>>()
  #setup = new Set<string>()
  #current: Set<string> | undefined
  readonly #isRecording: boolean

  constructor(store: ArtifactStore) {
    this.#isRecording = this.#record(store)
  }

  /** What is taken from now on is the setup's. */
  startSetup(): void {
    this.#current = this.#setup
  }

  /** What is taken from now on is this file's. */
  startFile(file: string): void {
    this.#current = new Set()
    this.#byFile.set(file, this.#current)
  }

  isSetupAffected(sources: ReadonlySet<string>): boolean {
    return overlaps(this.#setup, sources)
  }

  /** Whether the file took an artifact of one of these sources; unknown counts as yes. */
  isAffected(file: string, sources: ReadonlySet<string>): boolean {
    if (sources.size === 0) return false
    const used = this.#byFile.get(file)
    return !this.#isRecording || used === undefined || overlaps(used, sources)
  }

  #record(store: ArtifactStore): boolean {
    const original = store.get.bind(store)
    try {
      store.get = async (name) => {
        const artifact = await original(name)
        this.#current?.add(artifact.sourceName)
        return artifact
      }
      return true
    } catch {
      // A frozen store cannot be watched: then every change of a source affects every file.
      return false
    }
  }
}

function overlaps(used: ReadonlySet<string>, sources: ReadonlySet<string>): boolean {
  return [...sources].some((source) => used.has(source))
}
