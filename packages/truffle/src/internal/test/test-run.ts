import { existsSync } from 'node:fs'
import { createSolcRunner, type SolcRunner } from '@scaffold-evm/compiler'
import { openSession } from '../../open-session.js'
import type { TruffleTestOptions } from '../../run-truffle-tests.js'
import { runTruffleMigrations } from '../../truffle-migrations.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleSession } from '../../truffle-session.js'
import { openTestArtifactStore } from '../artifacts/open-store.js'
import type { CompileProjectOptions } from '../compile/compilation.js'
import { compileProject } from '../compile/compile-project.js'
import { prepareSolc } from '../compile/prepare-solc.js'
import type { MeasuredGas, SessionGas } from '../gas-report/session-gas.js'
import { BuildFolder } from './build-folder.js'
import { CleanRoom } from './clean-room.js'
import { testCompileOptions } from './compile-for-tests.js'
import { loadTestFile } from './load-test-file.js'
import { isSolidity, type TestCounts } from './run-mocha.js'
import { runSessionTests } from './run-session-tests.js'
import type { SessionCalls } from './session-calls.js'

/** Options of a run, and who is told of its network. */
export interface TestRunOptions extends TruffleTestOptions {
  readonly onNotice?: (text: string) => void
}

/** A project's tests on one network, from compiling to the last file. */
export class TestRun {
  readonly session: TruffleSession
  readonly #project: TruffleProject
  readonly #options: TestRunOptions
  readonly #folder: BuildFolder
  readonly #runner: SolcRunner
  readonly #solcStarted: Promise<void>
  readonly #room: CleanRoom
  #gas: SessionGas | undefined
  #calls: SessionCalls | undefined

  private constructor(
    project: TruffleProject,
    options: TestRunOptions,
    parts: Pick<TestRun, 'session'> & {
      readonly folder: BuildFolder
      readonly runner: SolcRunner
      readonly solcStarted: Promise<void>
    },
  ) {
    this.#project = project
    this.#options = options
    this.session = parts.session
    this.#folder = parts.folder
    this.#runner = parts.runner
    this.#solcStarted = parts.solcStarted
    this.#room = new CleanRoom(parts.session.provider, () => this.#migrate())
  }

  /** Connects to the network, and says which it is as Truffle does: only where something was built before. */
  static async open(project: TruffleProject, options: TestRunOptions): Promise<TestRun> {
    const { config } = project
    const folder = new BuildFolder(config, openTestArtifactStore(config))
    const { network, chain, compile, output, onNotice } = options
    let onRun = (): void => {}
    const solcStarted = new Promise<void>((resolve) => {
      onRun = resolve
    })
    const runner = createSolcRunner({ onRun })
    if (compile !== 'none') {
      await prepareSolc(config, runner, { root: project.root, reporter: output })
    }
    try {
      const session = await openSession(project, {
        purpose: 'test',
        network,
        chain,
        store: folder.store,
        ...(onNotice === undefined ? {} : { onNotice }),
      })
      return new TestRun(project, options, { session, folder, runner, solcStarted })
    } catch (error) {
      await runner.close()
      throw error
    }
  }

  announceNetwork(): void {
    const { config, networkName } = this.session
    if (this.#options.isRunnerOutputOnly === true) return
    if (!existsSync(config.contracts_build_directory)) return
    config.logger.log(`Using network '${networkName}'.\n`)
  }

  /** Compiles, and does something else while solc works, or when there is nothing to compile. */
  async compileBeside(files: readonly string[], beside: () => Promise<void>): Promise<void> {
    const compiled = this.compile(files)
    // As soon as solc has its input: it is what takes longest.
    await Promise.race([this.#solcStarted, compiled])
    await Promise.all([compiled, beside()])
  }

  /** Compiles the project, and the Solidity files among these. */
  async compile(files: readonly string[]): Promise<void> {
    const { config, store } = this.session
    const { isRunnerOutputOnly, output } = this.#options
    const solidityFiles = files.filter(isSolidity)
    const options = await testCompileOptions(config, this.#options, {
      solidityFiles,
      reporter: output,
      runner: this.#runner,
      quiet: isRunnerOutputOnly === true || config.quiet,
    })
    if (solidityFiles.length > 0) return await this.#compileTests(solidityFiles, options)
    await compileProject(config, options)
    store.refresh()
  }

  /** Compiles tests that are too large for a chain in another way, from the beginning when they were it before. */
  async #compileTests(files: readonly string[], options: CompileProjectOptions): Promise<void> {
    const { calledAssertions, hasCalledAssertions, hasOversizedTests } = await import(
      '../solidity-test/oversized.js'
    )
    const { config, store } = this.session
    const memorySources = { ...options.memorySources, ...calledAssertions() }
    const smaller = { ...options, memorySources }
    const wasOversized = hasCalledAssertions(store)
    await compileProject(config, wasOversized ? smaller : options)
    store.refresh()
    if (wasOversized || !hasOversizedTests(store, files)) return
    await compileProject(config, { ...smaller, quiet: true })
    store.refresh()
  }

  /** Runs the migrations. */
  async prepare(): Promise<void> {
    this.#folder.show()
    const { gas, verbosity, output } = this.#options
    this.#warnOfNode()
    if (verbosity !== undefined) {
      const { SessionCalls } = await import('./session-calls.js')
      const print = (line: string): void => this.session.config.logger.log(line)
      this.#calls = SessionCalls.start(this.session, { verbosity, style: output.style, print })
    }
    if (gas !== undefined) {
      const { SessionGas } = await import('../gas-report/session-gas.js')
      this.#gas = await SessionGas.start(this.session, gas)
    }
    if (this.#options.migrates !== false) await this.#migrate()
  }

  /** What a node elsewhere runs cannot be run again here, as -v and --gas need it. */
  #warnOfNode(): void {
    const { gas, verbosity, output } = this.#options
    const { devchain, config } = this.session
    if (devchain !== undefined || (verbosity ?? gas) === undefined) return
    const { network } = config
    const reason = `the network "${network}" is a node that listens, and only chains in this process can be watched`
    output.warn(
      verbosity === undefined
        ? `--gas measures nothing: ${reason}. End the node, or leave out --network.`
        : `-v shows nothing: ${reason}. See a transaction of it with: scaffold trace <hash> --network ${network}`,
    )
  }

  async run(files: readonly string[]): Promise<TestCounts> {
    const { config } = this.session
    const { bail, grep, reporter, output, showsEvents, resetsEach, openDebugger } = this.#options
    const counts = await runSessionTests(this.session, {
      files,
      mocha: { bail, grep, reporter, hasColor: output.style.enabled },
      showsEvents: showsEvents === true,
      resetsEach: resetsEach ?? config.mocha['resetEach'] === true,
      migrate: () => this.#migrate(),
      load: (path) => loadTestFile(path, this.#project.modules),
      print: (line) => config.logger.log(line),
      openDebugger,
      addTo: (mocha) => this.#calls?.addTo(mocha),
      follow: (runner) => {
        this.#gas?.follow(runner)
        this.#calls?.follow(runner)
        this.#options.follow?.(runner)
      },
    })
    await this.#calls?.finish()
    return counts
  }

  /** Runs files on the chain as the migrations left it, however many ran before. */
  async runAnew(files: readonly string[]): Promise<TestCounts> {
    await this.#room.enter()
    return await this.run(files)
  }

  /** What calls took, if that is measured. Ends the measuring. */
  async measuredGas(): Promise<MeasuredGas | undefined> {
    return this.#gas?.finish()
  }

  async close(): Promise<void> {
    this.#folder.remove()
    // Where nothing had to be compiled, it may have been loaded all the same.
    await this.#runner.close()
    await this.session.close()
  }

  async #migrate(): Promise<void> {
    await runTruffleMigrations(this.session, { project: this.#project, reset: true })
  }
}
