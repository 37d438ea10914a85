import { relative } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import {
  type ContractGasUse,
  type MeasuredTest,
  runTests,
  type TestReport,
} from '@scaffold-evm/testing'
import type { GasOptions } from '../../definitions/gas.js'
import type { CommandContext } from '../command.js'
import { compileIfAsked } from '../compile-project.js'
import { migrateForTests } from '../migrate-for-tests.js'

/** What tests and functions took. */
export interface MeasuredTests {
  readonly tests: readonly MeasuredTest[]
  readonly contracts: readonly ContractGasUse[]
}

/** Runs all tests and measures their gas; undefined when one failed. */
export async function measureTests(
  context: CommandContext,
  project: Project,
  options: GasOptions & { readonly output: Reporter },
): Promise<MeasuredTests | undefined> {
  if (context.isTruffleProject) {
    const { measureTruffleTests } = await import('../../truffle/measure-gas.js')
    return measureTruffleTests(context, options)
  }
  await compileIfAsked(context, project, options)
  const report = await runTests(project, {
    gas: 'collect',
    output: options.output,
    signal: context.signal,
    setup: options.migrate ? migrateForTests(context, project) : undefined,
    migrate: migrateForTests(context, project),
  })
  if (!report.succeeded) return undefined
  return { tests: testsOf(report, project), contracts: report.gas ?? [] }
}

function testsOf({ results }: TestReport, { root }: Project): MeasuredTest[] {
  return results.flatMap(({ kind, file, suites, title, gas }) => {
    if (kind === 'hook' || gas === undefined) return []
    const path = relative(root, file).replaceAll('\\', '/')
    return [{ name: `${path}:${[...suites, title].join(' › ')}`, gas }]
  })
}
