import { existsSync } from 'node:fs'
import type { Reporter } from '@scaffold-evm/common'
import { openTestArtifactStore } from './internal/artifacts/open-store.js'
import { compileProject } from './internal/compile/compile-project.js'
import { BuildFolder } from './internal/test/build-folder.js'
import { type TestCompilation, testCompileOptions } from './internal/test/compile-for-tests.js'
import { findTestFiles } from './internal/test/find-test-files.js'
import { loadTestFile } from './internal/test/load-test-file.js'
import { isSolidity } from './internal/test/run-mocha.js'
import { runSessionTests } from './internal/test/run-session-tests.js'
import { openSession } from './open-session.js'
import { runTruffleMigrations } from './truffle-migrations.js'
import type { TruffleProject } from './truffle-project.js'
import type { TruffleSession } from './truffle-session.js'

/** Which tests run, and how. */
export interface TruffleTestOptions extends TestCompilation {
  /** Files and folders as they were typed. @default all of the test folder */
  readonly files?: readonly string[] | undefined
  /** Where relative files begin. @default process.cwd() */
  readonly cwd?: string | undefined
  /** @default `development` where the config has it, else a chain of this run's own */
  readonly network?: string | undefined
  /** Runs the migrations first. @default true */
  readonly migrates?: boolean | undefined
  /** Prints the events of passing tests too. @default false */
  readonly showsEvents?: boolean | undefined
  /** Takes back what each test of a `contract()` did, when it is over. @default `mocha.resetEach` of the config, else false */
  readonly resetsEach?: boolean | undefined
  /** Prints nothing but what mocha and the tests print. @default false */
  readonly isRunnerOutputOnly?: boolean | undefined
  /** Stops at the first failure. @default the config's */
  readonly bail?: boolean | undefined
  /** Runs only tests whose full title matches. @default the config's */
  readonly grep?: string | undefined
  /** mocha's reporter. @default the config's, else `spec` */
  readonly reporter?: string | undefined
  readonly output: Reporter
}

/**
 * Runs a project's tests as `truffle test` does: compiles, runs all migrations on the network, then Solidity suites
 * and JavaScript files. Artifacts of the run are discarded. Gives the number of failures.
 *
 * What tests leave open may keep the process alive: end it when the number is there.
 */
export async function runTruffleTests(
  project: TruffleProject,
  options: TruffleTestOptions,
): Promise<number> {
  const { config } = project
  const files = findTestFiles(config, {
    files: options.files ?? [],
    cwd: options.cwd ?? process.cwd(),
  })
  const folder = new BuildFolder(config, openTestArtifactStore(config))
  const { store } = folder
  const session = await openSession(project, { purpose: 'test', network: options.network, store })
  try {
    announceNetwork(session, options)
    await compileProject(
      config,
      await testCompileOptions(config, options, {
        solidityFiles: files.filter(isSolidity),
        store,
        reporter: options.output,
        quiet: options.isRunnerOutputOnly === true || config.quiet,
      }),
    )
    store.refresh()
    folder.show()
    const migrate = (): Promise<void> => migrateAgain(project, session)
    if (options.migrates !== false) await migrate()
    return await runSessionTests(session, {
      files,
      mocha: {
        bail: options.bail,
        grep: options.grep,
        reporter: options.reporter,
        hasColor: options.output.style.enabled,
      },
      showsEvents: options.showsEvents === true,
      resetsEach: options.resetsEach ?? config.mocha['resetEach'] === true,
      migrate,
      load: (path) => loadTestFile(path, project.modules),
      print: (line) => config.logger.log(line),
    })
  } finally {
    folder.remove()
    await session.close()
  }
}

/** As Truffle does, only where there was something built before. */
function announceNetwork(
  { config, networkName }: TruffleSession,
  { isRunnerOutputOnly }: TruffleTestOptions,
): void {
  if (isRunnerOutputOnly === true || !existsSync(config.contracts_build_directory)) return
  config.logger.log(`Using network '${networkName}'.\n`)
}

async function migrateAgain(project: TruffleProject, session: TruffleSession): Promise<void> {
  await runTruffleMigrations(session, { project, reset: true })
}
