import { availableParallelism } from 'node:os'
import type { Verbosity } from '@scaffold-evm/trace'
import { runTruffleTests, type TruffleTestOptions } from '@scaffold-evm/truffle'
import { toVerbosity } from '../../internal/verbosity.js'
import { debugInTest } from '../debug-in-test.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'
import { watchTests } from '../watch-tests.js'

/** Of more failures the exit code would be another one: it has eight bits. */
const mostFailures = 255

/** Runs `test`; the exit code is the number of failures. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  return Math.min(await runTests(context, input), mostFailures)
}

async function runTests(context: TruffleContext, { args, options }: TruffleInput): Promise<number> {
  const project = await context.loadTruffleProject()
  if (options['watch'] === true) return watchTests(context, project)
  const wanted = testOptions(context, { args, options })
  if (options['gas'] === true || typeof options['gas-report'] === 'string') {
    const { measureGas } = await import('../measure-gas.js')
    return measureGas(context, project, { wanted, options })
  }
  if (options['coverage'] !== true) return runTruffleTests(project, wanted)
  const { measureCoverage } = await import('../measure-coverage.js')
  return measureCoverage(context, project, wanted)
}

/** What the command line says of a test run. */
export function testOptions(
  context: TruffleContext,
  { args, options }: TruffleInput,
): TruffleTestOptions {
  const { file } = options
  return {
    files: typeof file === 'string' ? [file, ...args] : args,
    cwd: context.cwd,
    compile: compilation(options),
    addsRevertReasons:
      options['compile-all-debug'] === true || options['stacktrace-extra'] === true,
    migrates: options['migrate-none'] !== true,
    showsEvents: options['show-events'] === true,
    isRunnerOutputOnly: options['runner-output-only'] === true,
    bail: options['bail'] === true || undefined,
    grep: textOf(options['grep']),
    reporter: textOf(options['reporter']),
    resetsEach: options['reset-each'] === true || undefined,
    jobs: jobsOf(options),
    verbosity: verbosityOf(options),
    openDebugger: options['debug'] === true ? debugInTest(context) : undefined,
    output: context.reporter,
  }
}

function compilation(options: TruffleInput['options']): TruffleTestOptions['compile'] {
  if (options['compile-none'] === true || options['compiler'] === 'none') return 'none'
  return options['compile-all'] === true ? 'all' : 'changed'
}

/** As many processes as there are cores unless it is said how many. */
function jobsOf({ jobs, parallel }: TruffleInput['options']): number | undefined {
  if (typeof jobs === 'number' && jobs > 0) return Math.floor(jobs)
  return parallel === true ? availableParallelism() : undefined
}

function verbosityOf(options: TruffleInput['options']): Verbosity | undefined {
  const names = ['verbose', 'vv', 'vvv', 'vvvv', 'vvvvv']
  const most = names.findLastIndex((name) => options[name] === true)
  return most === -1 ? undefined : toVerbosity(most + 1)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
