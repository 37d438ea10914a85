import { relative } from 'node:path'
import type { Project } from '@scaffold-evm/project'
import { testsMissing } from './errors.js'
import { findTests } from './internal/runner/find-tests.js'
import { runSerially } from './internal/runner/run-serial.js'
import { type RunTestsOptions, resolveSettings } from './internal/runner/settings.js'
import type { TestReport } from './test-report.js'

export type { RunTestsOptions }

/**
 * Runs a project's tests under mocha. Every test file starts from the state that `setup` left.
 *
 * Artifacts are read as they are: compile first. After the run nothing of ours keeps the process alive, but
 * what the tests left open may (`openHandles`): end the process when the report is there.
 *
 * @throws `TEST_NONE_FOUND`, `TEST_FILE_NOT_FOUND`, `TEST_GREP_INVALID`, `TEST_REPORTER_UNKNOWN`, and what
 * connecting and `setup` throw. Failing tests are no error: see `succeeded` of the report.
 *
 * @example
 * const report = await runTests(project, { grep: 'transfer' })
 * process.exitCode = report.succeeded ? 0 : 1
 */
export async function runTests(
  project: Project,
  options: RunTestsOptions = {},
): Promise<TestReport> {
  const settings = resolveSettings(project, options)
  const { root, config } = project
  const find = (): Promise<string[]> =>
    findTests({ root, testsDir: config.paths.tests, files: options.files })
  const files = await find()
  if (files.length === 0 && options.watch !== true) {
    throw testsMissing(relative(root, config.paths.tests))
  }
  if (options.watch === true) {
    const { watchTests } = await import('./internal/runner/watch.js')
    return await watchTests(find, settings)
  }
  if (settings.jobs > 1 && files.length > 1 && options.onRecording === undefined) {
    const { runInParallel } = await import('./internal/runner/run-parallel.js')
    return await runInParallel(files, settings)
  }
  return await runSerially(files, settings)
}
