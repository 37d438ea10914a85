import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Project } from '@scaffold-evm/project'
import { type RunTestsOptions, rememberFailures, runTests, serveTests } from '@scaffold-evm/testing'
import type { TestOptions } from '../definitions/test.js'
import { usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { migrateForTests } from '../internal/migrate-for-tests.js'
import { toVerbosity } from '../internal/verbosity.js'

/** Runs `scaffold test`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<TestOptions>,
): Promise<ExitCode> {
  if (options.coverage && measuresGas(options)) {
    throw usageError(
      'scaffold test cannot measure --coverage and --gas at once',
      'Coverage runs code without the optimizer, which takes other gas: run them one after the other',
    )
  }
  const loaded = await context.loadProject()
  const project = options.coverage ? await loaded.forDebugging() : loaded
  const settings = runOptions(context, project, options)
  if (options.worker) return serveTests(project, settings)
  await compileIfAsked(context, project, options)
  const report = await runTests(project, {
    ...settings,
    files: args,
    parallel: options.jobs ?? (options.parallel || undefined),
    workerCommand: workerCommand(context, options),
  })
  await rememberFailures(project, report)
  return { exitCode: report.succeeded ? 0 : 1 }
}

function runOptions(
  context: CommandContext,
  project: Project,
  options: TestOptions,
): RunTestsOptions {
  return {
    grep: options.grep,
    bail: options.bail || undefined,
    watch: options.watch,
    reporter: options.reporter,
    json: options.json,
    coverage: options.coverage,
    gas: measuresGas(options) ? 'report' : undefined,
    gasReportFile:
      options.gasReport === undefined ? undefined : resolve(context.cwd, options.gasReport),
    verbosity: options.verbose === undefined ? undefined : toVerbosity(options.verbose),
    network: options.network,
    output: context.reporter,
    signal: context.signal,
    setup: options.migrate ? migrateForTests(context, project) : undefined,
    migrate: migrateForTests(context, project),
  }
}

function measuresGas({ gas, gasReport }: TestOptions): boolean {
  return gas || gasReport !== undefined
}

/** How Node starts a process that runs test files for this one, with the same options. */
function workerCommand({ globals }: CommandContext, options: TestOptions): readonly string[] {
  const entry = fileURLToPath(new URL('./bin.js', import.meta.url))
  return [
    entry,
    'test',
    '--worker',
    ...(globals.config === undefined ? [] : ['--config', globals.config]),
    ...(globals.cwd === undefined ? [] : ['--cwd', globals.cwd]),
    ...(options.network === undefined ? [] : ['--network', options.network]),
    ...(options.grep === undefined ? [] : ['--grep', options.grep]),
    ...(options.bail ? ['--bail'] : []),
    ...(options.migrate ? [] : ['--no-migrate']),
    ...(options.coverage ? ['--coverage'] : []),
    ...(measuresGas(options) ? ['--gas'] : []),
    ...Array.from({ length: options.verbose ?? 0 }, () => '-v'),
  ]
}
