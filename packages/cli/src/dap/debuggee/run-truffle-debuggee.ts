import { liftTimeLimits } from '@scaffold-evm/testing'
import { loadTruffleProject, runTruffleTests } from '@scaffold-evm/truffle'
import type Mocha from 'mocha'
import type { CommandContext } from '../../internal/command.js'
import type { Debugger } from './debugger.js'
import { type DebuggeeRun, watchChain } from './run-debuggee.js'

/** Runs the tests of a Truffle project as it does itself; gives the exit code. */
export async function runDebuggedTruffleTests(
  context: CommandContext,
  { options, debug }: DebuggeeRun,
): Promise<number> {
  const { cwd, env, globals, reporter } = context
  const { config } = globals
  const project = await loadTruffleProject({
    cwd,
    env,
    ...(config !== undefined && { configPath: config }),
  })
  const { tests, grep, network, migrate, noDebug } = options
  const failures = await runTruffleTests(project, {
    ...{ cwd, grep, network, output: reporter },
    files: tests,
    migrates: migrate,
    jobs: 1,
    ...(!noDebug && {
      follow: (runner) => follow(runner, debug),
      observe: (session) => {
        watchChain(context, session, debug)
        debug.connected(session)
        return Promise.resolve(() => Promise.resolve())
      },
    }),
  })
  return failures === 0 ? 0 : 1
}

/** Tells the debugger which test runs, and has it wait for nothing but the debugger. */
function follow(runner: Mocha.Runner, debug: Debugger): void {
  liftTimeLimits(runner)
  runner.on('test', (test) => debug.started(test.fullTitle()))
  runner.on('fail', (_test, error) => debug.failed(error))
  runner.suite.afterEach('debug', () => debug.ended())
  runner.suite.afterAll('debug', () => debug.fileEnded())
}
