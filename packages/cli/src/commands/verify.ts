import { join, relative, resolve } from 'node:path'
import { type ScaffoldError, writeFileAtomic } from '@scaffold-evm/common'
import type { VerificationReport, VerificationResult } from '@scaffold-evm/migrations/verify'
import type { Connection, Project } from '@scaffold-evm/project'
import type { VerifyCommandOptions } from '../definitions/verify.js'
import { usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { formatError } from '../internal/format-error.js'
import { countOf, printJson } from '../internal/print.js'
import { withReadingConnection } from '../internal/with-connection.js'

/** Runs `scaffold verify`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<VerifyCommandOptions>,
): Promise<ExitCode> {
  assertOneContract(args, options)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  return withReadingConnection(project, options.network, async (connection) => {
    const on = { project, connection }
    return options.dryRun
      ? writeInputs(context, on, { args, options })
      : verify(context, on, { args, options })
  })
}

interface Where {
  readonly project: Project
  readonly connection: Connection
}

function assertOneContract(args: readonly string[], options: VerifyCommandOptions): void {
  const { contract, constructorArgs } = options
  if (args.length === 1 || (contract ?? constructorArgs) === undefined) return
  const flag = contract === undefined ? '--constructor-args' : '--contract'
  throw usageError(`${flag} is about one contract; got ${args.length || 'none'}`)
}

async function verify(
  context: CommandContext,
  { project, connection }: Where,
  { args: names, options }: CommandInput<VerifyCommandOptions>,
): Promise<ExitCode> {
  const { contract, constructorArgs: constructorArguments, provider, timeout } = options
  const { verifyContracts } = await import('@scaffold-evm/migrations/verify')
  const report = await verifyContracts(project, connection, {
    ...{ names, contract, constructorArguments },
    verifiers: provider.length === 0 ? undefined : provider,
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    reporter: context.logReporter,
    signal: context.signal,
  })
  await printReport(context, report, options)
  return report.succeeded ? 0 : 1
}

async function printReport(
  context: CommandContext,
  report: VerificationReport,
  { json }: VerifyCommandOptions,
): Promise<void> {
  const { reporter } = context
  const { formatVerificationReport, verificationReportToJson } = await import(
    '@scaffold-evm/migrations/verify'
  )
  if (json) printJson(reporter, verificationReportToJson(report))
  else reporter.line(formatVerificationReport(report, reporter.style))
  for (const error of distinctErrors(report.results)) printError(context, error)
}

/** What went wrong in the same way for several is told once. */
function distinctErrors(results: readonly VerificationResult[]): readonly ScaffoldError[] {
  const byText = results.flatMap(({ error }) =>
    error === undefined ? [] : [[`${error.message}\n${error.details}`, error] as const],
  )
  return [...new Map(byText).values()]
}

function printError({ reporter, globals, version, stderr }: CommandContext, error: unknown): void {
  const { stackTraces } = globals
  stderr.write(formatError(error, reporter.errorStyle, { stackTraces, version }))
}

async function writeInputs(
  context: CommandContext,
  { project, connection }: Where,
  { args: names, options }: CommandInput<VerifyCommandOptions>,
): Promise<ExitCode> {
  const { contract, constructorArgs: constructorArguments, json, out } = options
  const { prepareVerifications } = await import('@scaffold-evm/migrations/verify')
  const choice = { names, contract, constructorArguments }
  const prepared = await prepareVerifications(project, connection, choice)
  const folder =
    out === undefined
      ? join(project.config.paths.cache, 'verify', connection.networkName)
      : resolve(context.cwd, out)
  const written = prepared.map(({ input, ...rest }) => ({
    ...rest,
    sources: Object.keys(input.sources),
    file: join(folder, `${rest.name.replace(/[^\w.-]/g, '_')}.json`),
    text: `${JSON.stringify(input, undefined, 2)}\n`,
  }))
  for (const { file, text } of written) await writeFileAtomic(file, text)
  const report = written.map(({ text: _, ...rest }) => rest)
  if (json) printJson(context.reporter, report)
  for (const { name, solc, sources, file } of json ? [] : report) {
    const below = relative(context.cwd, file)
    const shown = below.startsWith('..') ? file : below
    context.reporter.line(`${name}: solc ${solc}, ${countOf(sources.length, 'source')}: ${shown}`)
  }
  return 0
}
