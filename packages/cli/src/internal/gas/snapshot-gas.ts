import { readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { createSilentReporter } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import {
  compareGasSnapshots,
  createGasSnapshot,
  formatGasSnapshot,
  type GasSnapshot,
  parseGasSnapshot,
} from '@scaffold-evm/testing'
import type { GasOptions } from '../../definitions/gas.js'
import { snapshotMissing, usageError } from '../../errors.js'
import type { CommandContext, ExitCode } from '../command.js'
import { printJson } from '../print.js'
import { formatDifferences } from './format-differences.js'
import { measureTests } from './measure-tests.js'

/** Writes the gas of tests and functions, or compares it with what was written before. */
export async function snapshotGas(
  context: CommandContext,
  target: string | undefined,
  options: GasOptions,
): Promise<ExitCode> {
  const { reporter } = context
  const isComparing = options.check || options.diff
  if (options.tolerance !== undefined && !isComparing) {
    throw usageError('--tolerance is for --check and --diff', 'scaffold gas snapshot --check')
  }
  const project = await context.loadProject()
  const file = target === undefined ? project.config.gas.snapshotFile : resolve(context.cwd, target)
  const before = isComparing ? await readSnapshot(file, project) : undefined
  const measured = await measureTests(context, project, {
    ...options,
    output: options.json ? createSilentReporter() : reporter,
  })
  if (measured === undefined) {
    reporter.info('Tests failed: their gas means nothing.')
    return { exitCode: 1 }
  }
  const after = createGasSnapshot(measured.tests, measured.contracts)
  if (before !== undefined)
    return { exitCode: compare(context, { before, after }, { project, options }) }
  await writeFile(file, formatGasSnapshot(after))
  if (options.json) printJson(reporter, after)
  reporter.info(
    `Wrote the gas of ${after.length} tests and functions to ${relative(project.root, file)}`,
  )
  return { exitCode: 0 }
}

async function readSnapshot(file: string, { root }: Project): Promise<GasSnapshot> {
  const name = relative(root, file)
  try {
    return parseGasSnapshot(await readFile(file, 'utf8'), name)
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') throw snapshotMissing(name)
    throw error
  }
}

function compare(
  { reporter }: CommandContext,
  { before, after }: { readonly before: GasSnapshot; readonly after: GasSnapshot },
  { project, options }: { readonly project: Project; readonly options: GasOptions },
): number {
  const tolerance = options.tolerance ?? project.config.gas.tolerance
  const differences = compareGasSnapshots(before, after, tolerance)
  if (options.json) printJson(reporter, differences)
  else {
    reporter.line()
    reporter.line(formatDifferences(differences, reporter.style))
  }
  return options.check && differences.length > 0 ? 1 : 0
}
