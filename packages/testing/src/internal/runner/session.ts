import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  CallLog,
  CallNotes,
  type Connection,
  callReadersOf,
  connectMocha,
  createConnectionExplainer,
  type GasMeter,
  type PreparedModule,
  type Project,
  type RecordingListener,
} from '@scaffold-evm/project'
import type { ContractGas, FileCoverage, Verbosity } from '@scaffold-evm/trace'
import * as chai from 'chai'
import { gasNetwork, traceNetwork } from '../../errors.js'
import type { TestObserver } from '../../test-observer.js'
import type { OpenHandle, TestFailure } from '../../test-report.js'
import { activateEnvironment, activeEnvironment } from '../active-environment.js'
import type { CoverageMeter } from '../coverage/coverage-meter.js'
import { createEnvironment, createMigrationFixtures } from '../create-environment.js'
import { isRecord } from '../guards.js'
import type { MigrateChain, MigrationFixtures } from '../helpers/migration-fixtures.js'
import { createMatchers } from '../matchers/plugin.js'
import { CleanRoom } from './clean-room.js'
import { describeFailure } from './describe-failure.js'
import type { RunEvent, TestSelection } from './events.js'
import { FailureNotes } from './explain-failures.js'
import { HandleWatch } from './handle-watch.js'
import { type FileRunOptions, runFile } from './run-file.js'
import { scanTest } from './scan-test.js'
import type { StackContext } from './stack.js'
import { StrayErrors } from './stray-errors.js'

/** How a session is set up. */
export interface SessionOptions {
  readonly project: Project
  readonly network?: string | undefined
  /** Brings the chain into the state that every test file starts from. */
  readonly setup?: ((connection: Connection) => Promise<void>) | undefined
  /** What `deployments.fixture()` runs. */
  readonly migrate?: MigrateChain | undefined
  readonly selection: TestSelection
  /** Whether to measure what of the contracts runs. @default false */
  readonly coverage?: boolean | undefined
  /** Whether to measure what gas calls take. @default `gas.enabled` of the config, unless coverage is measured or the chain is elsewhere */
  readonly gas?: 'report' | 'collect' | undefined
  /** Gets the recording of every transaction after the setup. */
  readonly onRecording?: RecordingListener | undefined
  /** Tells of what transactions and calls did, test by test. @default not at all */
  readonly verbosity?: Verbosity | undefined
  readonly observer?: TestObserver | undefined
  readonly signal?: AbortSignal | undefined
}

/** A connected chain in its clean state, on which test files run one after the other. */
export class TestSession {
  readonly handles: HandleWatch
  readonly #options: SessionOptions
  readonly #connection: Connection
  readonly #migrations: MigrationFixtures
  #room: CleanRoom
  readonly #stacks: StackContext
  readonly #strays: StrayErrors
  readonly #notes: FailureNotes
  readonly #meter: CoverageMeter | undefined
  readonly #gas: GasMeter | undefined
  readonly #calls: CallNotes | undefined
  #onStray: ((failure: TestFailure) => void) | undefined

  private constructor(
    options: SessionOptions,
    parts: {
      readonly connection: Connection
      readonly room: CleanRoom
      readonly migrations: MigrationFixtures
      readonly meter: CoverageMeter | undefined
      readonly gas: GasMeter | undefined
      readonly calls: CallNotes | undefined
    },
  ) {
    const { connection, room, meter } = parts
    this.#options = options
    this.#connection = connection
    this.#room = room
    this.#migrations = parts.migrations
    this.#meter = meter
    this.#gas = parts.gas
    this.#calls = parts.calls
    const { root } = options.project
    this.#notes = new FailureNotes(createConnectionExplainer(options.project, connection))
    this.#stacks = { root, realRoot: realpathSync(root) }
    this.handles = new HandleWatch(this.#stacks)
    this.#strays = new StrayErrors((error) => this.#onStray?.(describeFailure(error, this.#stacks)))
  }

  /** Connects, sets up and remembers the clean state. */
  static async open(options: SessionOptions): Promise<TestSession> {
    const { project, network, setup } = options
    const connection = await project.connect(network)
    try {
      const meter = options.coverage === true ? await startMeter(project, connection) : undefined
      const gas = measuresGas(options, connection) ? await startGas(project, connection) : undefined
      const calls = startCalls(options, connection)
      const migrations = createMigrationFixtures(connection, options.migrate)
      await migrations.rememberStart()
      await setup?.(connection)
      const room = await CleanRoom.create(connection.provider)
      activateEnvironment({ ...(await createEnvironment(connection, migrations)), gas })
      await installMatchers(project.root)
      await startRecording(options, connection)
      const session = new TestSession(options, { connection, room, migrations, meter, gas, calls })
      Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 50)
      await session.#loadRequired()
      session.#strays.start()
      options.observer?.connected(connection)
      return session
    } catch (error) {
      await connection.close()
      throw error
    }
  }

  /** Whether test files are kept apart; not so on networks that cannot go back. */
  get isIsolated(): boolean {
    return this.#room.isSupported
  }

  /** Runs one file from the clean state. Returns how many tests failed. */
  async run(module: PreparedModule, onEvent: (event: RunEvent) => void): Promise<number> {
    const { selection, signal } = this.#options
    await this.#enterRoom()
    activeEnvironment()?.chain.clearSnapshots()
    if (scanTest(module.text).importsMocha) {
      await connectMocha(this.#options.project.root, import.meta.resolve('mocha'))
    }
    let failed = 0
    const count = (event: RunEvent): void => {
      if (event.kind === 'result' && event.result.state === 'failed') {
        failed += 1
        if (event.result.kind === 'hook') this.#calls?.failHook()
      }
      onEvent(event)
    }
    this.#onStray = (failure) =>
      count({ kind: 'result', result: strayResult(module.path, failure) })
    const onFailure = (failure: TestFailure, error: unknown): void => {
      this.#notes.add(failure, error)
      this.#options.observer?.failed(error)
    }
    await this.#meter?.takeSetup()
    const options = {
      ...{ selection, signal, stacks: this.#stacks, onEvent: count, onFailure },
      gas: this.#gas,
      isUntimed: this.#options.observer !== undefined,
      ...this.#aroundTests(onEvent),
    }
    await runFile(module, options, this.#strays)
    if (signal?.aborted !== true) await this.#options.observer?.fileEnded?.()
    for (const note of (await this.#calls?.endFile()) ?? []) onEvent({ kind: 'calls', note })
    if (signal?.aborted !== true) await this.#notes.complete()
    this.handles.afterFile(module.path)
    return failed
  }

  /** A file that ran some migrations alone left nothing to go back to: the room is made anew. */
  async #enterRoom(): Promise<void> {
    const { setup } = this.#options
    if (this.#migrations.isRoomLost) {
      await this.#migrations.goToStart()
      await setup?.(this.#connection)
      this.#room = await CleanRoom.create(this.#connection.provider)
    }
    await this.#room.enter()
    await this.#migrations.enterRoom(this.#room, setup !== undefined)
  }

  #aroundTests(
    onEvent: (event: RunEvent) => void,
  ): Pick<FileRunOptions, 'beforeTest' | 'afterTest'> {
    const [meter, calls, { observer }] = [this.#meter, this.#calls, this.#options]
    if (meter === undefined && calls === undefined && observer === undefined) return {}
    return {
      beforeTest(title) {
        calls?.beginTest()
        observer?.started?.(title)
      },
      async afterTest(title, hasPassed) {
        await meter?.takeTest(title)
        for (const note of (await calls?.endTest(hasPassed)) ?? []) {
          onEvent({ kind: 'calls', note })
        }
        await observer?.ended(title)
      },
    }
  }

  /** What of the contracts ran, if that is measured. Ends the measuring. */
  async coverage(): Promise<readonly FileCoverage[] | undefined> {
    return this.#meter?.finish()
  }

  /** What calls took, if that is measured. Ends the measuring. */
  async gas(): Promise<readonly ContractGas[] | undefined> {
    return this.#gas?.finish()
  }

  /** Ends the connection. Stray errors still count until {@link end}. */
  async close(): Promise<void> {
    activateEnvironment(undefined)
    await this.#connection.close()
  }

  /** Tells what the tests left open, and listens no more. */
  async end(): Promise<OpenHandle[]> {
    const handles = await this.handles.stop()
    this.#strays.stop()
    return handles
  }

  async #loadRequired(): Promise<void> {
    const { root, config, modules } = this.#options.project
    const require = createRequire(join(root, 'package.json'))
    for (const name of config.test.require) {
      const path = require.resolve(name.startsWith('.') ? join(root, name) : name)
      const isLocal = !relative(root, path).startsWith('..') && !path.includes('node_modules')
      const [prepared] = isLocal ? await modules.prepare([path]) : []
      await (prepared?.load() ?? import(pathToFileURL(path).href))
    }
  }
}

async function startMeter(project: Project, connection: Connection): Promise<CoverageMeter> {
  const { CoverageMeter } = await import('../coverage/coverage-meter.js')
  return CoverageMeter.start(project, connection)
}

/** @throws `TEST_TRACE_NETWORK` */
function startCalls(
  { project, verbosity }: SessionOptions,
  connection: Connection,
): CallNotes | undefined {
  if (verbosity === undefined) return undefined
  const { devchain, networkName } = connection
  if (devchain === undefined) throw traceNetwork(networkName)
  const log = new CallLog(devchain, verbosity, callReadersOf(project, connection))
  return new CallNotes(log, verbosity)
}

/** Without the optimizer it would be the gas of other code. */
function measuresGas(
  { gas, coverage, project, onRecording }: SessionOptions,
  { devchain }: Connection,
): boolean {
  if (onRecording !== undefined) return false
  const isWanted = project.config.gas.enabled && coverage !== true && devchain !== undefined
  return gas !== undefined || isWanted
}

async function startGas(project: Project, connection: Connection): Promise<GasMeter> {
  const { startGas: start } = await import('../gas/start-gas.js')
  return start(project, connection)
}

async function startRecording(
  { onRecording }: SessionOptions,
  { devchain, networkName }: Connection,
): Promise<void> {
  if (onRecording === undefined) return
  if (devchain === undefined) throw gasNetwork(networkName)
  await devchain.startRecording(onRecording)
}

function strayResult(
  file: string,
  failure: TestFailure,
): Extract<RunEvent, { kind: 'result' }>['result'] {
  return {
    file,
    suites: [],
    title: 'an error outside of any test',
    kind: 'hook',
    state: 'failed',
    durationMs: 0,
    speed: 'fast',
    retries: 0,
    failure,
  }
}

/** Tests may import chai themselves, and then they get the project's own copy. */
async function installOwnChai(root: string): Promise<void> {
  try {
    const path = createRequire(join(root, 'package.json')).resolve('chai')
    const own: unknown = await import(pathToFileURL(path).href)
    const use = isRecord(own) ? own.use : undefined
    if (typeof use === 'function' && use !== chai.use) use(matchers)
  } catch {
    // The project has no chai of its own.
  }
}

const matchers = createMatchers(() => activeEnvironment()?.chain.connection.ethersProvider)

async function installMatchers(root: string): Promise<void> {
  chai.use(matchers)
  await installOwnChai(root)
}
