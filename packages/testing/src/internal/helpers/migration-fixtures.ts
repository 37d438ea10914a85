import type { Connection, DeploymentRecord } from '@scaffold-evm/project'
import { fixtureFilesUnsupported, migrationsUnavailable } from '../../errors.js'
import { type SnapshotRestorer, takeSnapshot } from './snapshots.js'

/** Runs the migrations of the project on a chain: those of some files, by name or number, or all. */
export type MigrateChain = (connection: Connection, files?: readonly string[]) => Promise<void>

/** A state of the chain, and what was recorded of it then. */
interface Point {
  readonly restorer: Pick<SnapshotRestorer, 'restore'>
  readonly record: DeploymentRecord | undefined
}

/** Where tests start, and how it came about. */
interface Room {
  readonly point: Point
  /** Whether all migrations have run there. */
  readonly isMigrated: boolean
  /** Whether the chain can go back there. */
  readonly isLasting: boolean
}

/** What fixtures of migrations work with. */
export interface MigrationFixtureParts {
  readonly connection: Connection
  /** Undefined when nobody can run them. */
  readonly migrate: MigrateChain | undefined
  /** Forgets fixtures that were loaded since. */
  readonly clearFixtures: () => void
}

/**
 * Brings a chain into the state that migrations leave, once, and back there later. Some files alone are run on the chain as it
 * was before anything ran, which ends the state that tests start from: `isRoomLost` says so.
 */
export class MigrationFixtures {
  readonly #parts: MigrationFixtureParts
  #start: Point | undefined
  #room: Room | undefined
  #loaded: { readonly key: string; readonly point: Point } | undefined
  #isRoomLost = false

  constructor(parts: MigrationFixtureParts) {
    this.#parts = parts
  }

  /** Remembers the chain before anything runs on it, where it can go back at all. */
  async rememberStart(): Promise<void> {
    if (this.#parts.connection.type === 'in-process') this.#start = await this.#point()
  }

  /** Tells where tests start, and that the chain is there now. */
  async enterRoom(
    restorer: Point['restorer'] & { readonly isSupported: boolean },
    isMigrated: boolean,
  ): Promise<void> {
    const record = this.#room?.point.record ?? (await this.#parts.connection.deployments.read())
    this.#loaded = undefined
    this.#isRoomLost = false
    this.#room = { point: { restorer, record }, isMigrated, isLasting: restorer.isSupported }
  }

  /** Whether where tests start has to be made anew, from the start. */
  get isRoomLost(): boolean {
    return this.#isRoomLost
  }

  /** @throws `TEST_FIXTURE_MIGRATIONS`, `TEST_FIXTURE_NETWORK`, and what running migrations throws. */
  async load(files: readonly string[] | undefined): Promise<void> {
    const { connection, migrate, clearFixtures } = this.#parts
    if (connection.type !== 'in-process') return this.#loadElsewhere(files)
    clearFixtures()
    const key = JSON.stringify(files ?? 'all')
    if (this.#loaded?.key === key) return this.#goTo(this.#loaded.point)
    const room = this.#room
    if (files === undefined && room?.isMigrated === true) {
      this.#loaded = undefined
      return this.#goTo(room.point)
    }
    if (migrate === undefined) throw migrationsUnavailable()
    await this.goToStart()
    await migrate(connection, files)
    this.#loaded = { key, point: await this.#point() }
  }

  /** The record of a node outlives the tests: nothing is run there, but one can go back. */
  async #loadElsewhere(files: readonly string[] | undefined): Promise<void> {
    const room = this.#room
    const isThere = files === undefined && room?.isMigrated === true && room.isLasting
    if (!isThere) throw fixtureFilesUnsupported(this.#parts.connection.networkName)
    this.#parts.clearFixtures()
    await room.point.restorer.restore()
  }

  /** Takes the chain back to before anything ran. */
  async goToStart(): Promise<void> {
    this.#loaded = undefined
    if (this.#start === undefined) {
      await this.rememberStart()
      return
    }
    this.#isRoomLost ||= this.#room !== undefined
    this.#room = undefined
    await this.#goTo(this.#start)
  }

  async #goTo({ restorer, record }: Point): Promise<void> {
    const { deployments } = this.#parts.connection
    await restorer.restore()
    await (record === undefined ? deployments.clear() : deployments.write(record))
  }

  async #point(): Promise<Point> {
    const { provider, deployments } = this.#parts.connection
    return { restorer: await takeSnapshot(provider), record: await deployments.read() }
  }
}
