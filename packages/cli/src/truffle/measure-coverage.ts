import { debugSettings, parseVersionName } from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'
import { startCoverage } from '@scaffold-evm/testing'
import {
  runTruffleTests,
  type TruffleProject,
  type TruffleTestOptions,
} from '@scaffold-evm/truffle'
import { loadAsScaffold } from './load-as-scaffold.js'
import type { TruffleContext } from './truffle-command.js'

/** Runs a Truffle project's tests and measures what of its contracts they run. Gives the exit code. */
export async function measureCoverage(
  context: TruffleContext,
  truffle: TruffleProject,
  options: TruffleTestOptions,
): Promise<number> {
  const project = await compileForDebugging(context)
  compileForLines(truffle)
  let isEnough = true
  const failures = await runTruffleTests(truffle, {
    ...options,
    jobs: 1,
    // Without the optimizer code is larger than the limit more often than not.
    chain: { allowUnlimitedContractSize: true },
    observe: async ({ networkName, devchain }) => {
      const subject = { networkName, devchain, output: options.output }
      const coverage = await startCoverage(project, subject)
      return async () => {
        isEnough = await coverage.finish()
      }
    },
  })
  return failures === 0 && !isEnough ? 1 : failures
}

/** The same contracts in scaffold's own build, which knows their sources. */
async function compileForDebugging(context: TruffleContext): Promise<Project> {
  const project = await (await loadAsScaffold(context)).forDebugging()
  await project.compile({ signal: context.signal })
  return project
}

/** Each instruction has its place in the sources then, as in the build for debugging, whose settings these are. */
function compileForLines({ config }: TruffleProject): void {
  const solc = Object(config.compilers['solc'])
  const settings = debugSettings(Object(solc.settings), leastVersion(solc.version))
  Object.assign(solc, { settings })
  // Beside what tests are compiled to otherwise, so that neither makes the other stale.
  config.merge({ test_build: 'lines' })
}

/** What settings have to be understood by; a range is resolved to its newest version. */
function leastVersion(version: unknown): string {
  const name = typeof version === 'string' ? version : ''
  if (parseVersionName(name) !== undefined) return name.replace(/^v|\+.*$/g, '')
  return /\b0\.4\b/.test(name) ? '0.4.26' : '0.8.0'
}
