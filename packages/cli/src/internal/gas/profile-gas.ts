import { writeFile } from 'node:fs/promises'
import { extname, relative, resolve } from 'node:path'
import { createGasProfiler, type Project, recordNetworkTransaction } from '@scaffold-evm/project'
import type { GasProfile } from '@scaffold-evm/trace'
import type { GasOptions } from '../../definitions/gas.js'
import { choiceError, usageError } from '../../errors.js'
import type { CommandContext, ExitCode } from '../command.js'
import { compileIfAsked } from '../compile-project.js'
import { migrateForTests } from '../migrate-for-tests.js'
import { printJson } from '../print.js'
import { formatProfile } from './format-profile.js'

const fileKinds = ['.html', '.svg', '.json'] as const

/** Says where the gas of a transaction or of the tests went. */
export async function profileGas(
  context: CommandContext,
  hash: string | undefined,
  options: GasOptions,
): Promise<ExitCode> {
  const out = options.out === undefined ? undefined : resolve(context.cwd, options.out)
  if (out !== undefined) assertKind(out)
  if (hash === undefined && options.network !== undefined) {
    throw usageError(
      '--network is for the transaction to profile',
      'Name it: scaffold gas profile 0x…',
    )
  }
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const profiled =
    hash === undefined
      ? await profileTests(context, project, options)
      : await profileTransaction(project, hash, options)
  if (profiled === undefined) return { exitCode: 1 }
  const { profile, title } = profiled
  const { reporter } = context
  if (options.json) printJson(reporter, profile)
  else reporter.line(formatProfile(profile, title, reporter))
  if (out !== undefined) {
    await writeFile(out, await formatFlame(profile, title, out))
    reporter.info(`The flame graph is in ${relative(context.cwd, out)}`)
  }
  return { exitCode: 0 }
}

interface Profiled {
  readonly profile: GasProfile
  readonly title: string
}

async function profileTransaction(
  project: Project,
  hash: string,
  { network }: GasOptions,
): Promise<Profiled> {
  const connection = await project.connect(network)
  try {
    const recorded = await recordNetworkTransaction(project, connection, hash)
    try {
      const profiler = await createGasProfiler(project)
      profiler.add(recorded.recording)
      return { profile: profiler.profile(), title: hash }
    } finally {
      await recorded.close()
    }
  } finally {
    await connection.close()
  }
}

/** Undefined when a test failed. */
async function profileTests(
  context: CommandContext,
  project: Project,
  { test, migrate, json }: GasOptions,
): Promise<Profiled | undefined> {
  if (context.isTruffleProject) {
    throw usageError(
      'scaffold gas profile cannot run the tests of Truffle projects',
      'Profile a transaction: scaffold gas profile 0x…; scaffold test --gas has functions',
    )
  }
  const { runTests } = await import('@scaffold-evm/testing')
  const profiler = await createGasProfiler(project)
  const report = await runTests(project, {
    grep: test,
    output: json ? context.logReporter : context.reporter,
    signal: context.signal,
    onRecording: (recording) => profiler.add(recording),
    setup: migrate ? migrateForTests(context, project) : undefined,
    migrate: migrateForTests(context, project),
  })
  if (!report.succeeded) return undefined
  return { profile: profiler.profile(), title: test === undefined ? 'all tests' : `tests: ${test}` }
}

function assertKind(out: string): void {
  const kind = extname(out)
  if (!fileKinds.some((known) => known === kind))
    throw choiceError('The end of --out', kind, fileKinds)
}

async function formatFlame(profile: GasProfile, title: string, out: string): Promise<string> {
  const { formatFlameGraph, formatFlameSvg, formatSpeedscope } = await import('@scaffold-evm/trace')
  const shown = `${title}: ${profile.root.total.toLocaleString('en')} gas`
  if (out.endsWith('.json')) return formatSpeedscope(profile, title)
  return out.endsWith('.svg') ? formatFlameSvg(profile, shown) : formatFlameGraph(profile, shown)
}
