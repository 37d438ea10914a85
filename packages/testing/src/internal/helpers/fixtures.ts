import { isScaffoldError } from '@scaffold-evm/common'
import { fixtureAnonymous, fixtureSnapshotLost } from '../../errors.js'
import { activeEnvironment } from '../active-environment.js'
import type { SnapshotRestorer } from './snapshots.js'

/** A function that brings a chain into a state and returns what tests need of it. */
export type Fixture<T, C> = (connection: C) => Promise<T> | T

interface LoadedFixture {
  readonly fixture: unknown
  readonly data: unknown
  readonly restorer: SnapshotRestorer
}

/** Runs each fixture once and afterwards goes back to the state it left. */
export class FixtureCache<C> {
  readonly #connection: C
  readonly #takeSnapshot: () => Promise<SnapshotRestorer>
  /** In the order of their snapshots: going back to one ends those after it. */
  #loaded: LoadedFixture[] = []

  constructor(connection: C, takeSnapshot: () => Promise<SnapshotRestorer>) {
    this.#connection = connection
    this.#takeSnapshot = takeSnapshot
  }

  /** @throws `TEST_FIXTURE_ANONYMOUS`, `TEST_FIXTURE_LOST` */
  async load<T>(fixture: Fixture<T, C>): Promise<T> {
    if (fixture.name === '') throw fixtureAnonymous()
    const index = this.#loaded.findIndex((loaded) => loaded.fixture === fixture)
    const loaded = this.#loaded[index]
    if (loaded === undefined) return await this.#run(fixture)
    await restore(loaded, fixture.name)
    this.#loaded.length = index + 1
    // Kept under the very function that returned it.
    return loaded.data as T
  }

  clear(): void {
    this.#loaded = []
  }

  async #run<T>(fixture: Fixture<T, C>): Promise<T> {
    const run = async (): Promise<T> => fixture(this.#connection)
    // It is of all tests that load it, and not of the one that comes first.
    const data = await (activeEnvironment()?.gas?.exclude(run) ?? run())
    this.#loaded.push({ fixture, data, restorer: await this.#takeSnapshot() })
    return data
  }
}

async function restore({ restorer }: LoadedFixture, name: string): Promise<void> {
  try {
    await restorer.restore()
  } catch (error) {
    if (isScaffoldError(error, 'TEST_SNAPSHOT_INVALID')) throw fixtureSnapshotLost(name, error)
    throw error
  }
}
