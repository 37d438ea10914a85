import { createSilentReporter } from '@scaffold-evm/common'
import type { PreparedModule } from '@scaffold-evm/project'
import type { ContractGas, FileCoverage } from '@scaffold-evm/trace'
import type { TestReport } from '../../test-report.js'
import { createListener } from './create-listener.js'
import { RunRecord } from './record-run.js'
import { scanTest } from './scan-test.js'
import { TestSession } from './session.js'
import type { RunSettings } from './settings.js'

/** Runs test files one after the other in this process. */
export async function runSerially(
  files: readonly string[],
  settings: RunSettings,
): Promise<TestReport> {
  const startMs = performance.now()
  // Connecting waits for little, transforming works: side by side they cost what the longer one costs.
  const [session, prepared] = await Promise.all([
    TestSession.open({ ...settings, ...settings.options }),
    settings.project.modules.prepare(files),
  ])
  warnIfShared(session, prepared, settings)
  const record = new RunRecord(await createListener(settings), startMs)
  session.handles.start()
  const stopped = await runFiles(session, selectFiles(prepared), settings, record)
  const coverage = await session.coverage()
  const gas = await usedGas(await session.gas())
  await session.close()
  const handles = await session.end()
  // A test that was given up has open what it is using.
  const report = await record.finish(stopped === 'interrupted' ? [] : handles, stopped, gas)
  await showGas(report, settings)
  return coverage === undefined ? report : withCoverage(report, coverage, settings)
}

/** What was measured, as it is reported. */
export async function usedGas(
  measured: readonly ContractGas[] | undefined,
): Promise<TestReport['gas']> {
  if (measured === undefined) return undefined
  const { toGasUse } = await import('../gas/gas-figures.js')
  return measured.map(toGasUse)
}

/** Reports gas after the tests. */
export async function showGas({ gas }: TestReport, settings: RunSettings): Promise<void> {
  if (gas === undefined || settings.options.gas === 'collect') return
  const { project, output, options } = settings
  const { reportGas } = await import('../gas/report-gas.js')
  await reportGas(gas, project, {
    output: options.json === true ? createSilentReporter() : output,
    file: options.gasReportFile,
  })
}

/** Reports coverage after the tests. Too little of it fails the run. */
export async function withCoverage(
  report: TestReport,
  coverage: readonly FileCoverage[],
  { project, output, options }: RunSettings,
): Promise<TestReport> {
  const { reportCoverage } = await import('../coverage/report-coverage.js')
  const reporter = options.json === true ? createSilentReporter() : output
  const isEnough = await reportCoverage(coverage, project, reporter)
  return { ...report, succeeded: report.succeeded && isEnough }
}

/** What else is done around each file. */
export interface FileHooks {
  before?(module: PreparedModule): void
}

/** Runs prepared files in a session; says why it did not run all. */
export async function runFiles(
  session: TestSession,
  modules: readonly PreparedModule[],
  { selection, options }: RunSettings,
  record: RunRecord,
  hooks: FileHooks = {},
): Promise<TestReport['stopped']> {
  for (const module of modules) {
    hooks.before?.(module)
    const failed = await session.run(module, (event) => record.add(event))
    record.settle()
    if (options.signal?.aborted === true) return 'interrupted'
    if (selection.bail && failed > 0) return 'bail'
  }
  return undefined
}

/** With an `it.only` anywhere, files without one have nothing to run. */
export function selectFiles(modules: readonly PreparedModule[]): readonly PreparedModule[] {
  const exclusive = modules.filter(({ text }) => scanTest(text).hasOnly)
  return exclusive.length > 0 ? exclusive : modules
}

function warnIfShared(
  session: TestSession,
  modules: readonly PreparedModule[],
  { output, options, project }: RunSettings,
): void {
  if (session.isIsolated || modules.length < 2) return
  const network = options.network ?? project.config.defaultNetwork
  output.warn(
    output.errorStyle.yellow(
      `The network "${network}" keeps no snapshots: test files share one state.`,
    ),
  )
}
