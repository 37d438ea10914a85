import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { StorageLayout, UpgradeReport } from '@scaffold-evm/migrations/upgrades'
import type { Project } from '@scaffold-evm/project'
import type { UpgradeCommandOptions } from '../definitions/upgrade.js'
import { choiceError, usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'

// Not beside the definition: what both import is a file of its own, which every start would load.
const upgradeActions = ['check', 'layout'] as const

/** Runs `scaffold upgrade`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<UpgradeCommandOptions>,
): Promise<ExitCode> {
  const [got = '', first = '', second, ...others] = args
  const action = upgradeActions.find((candidate) => candidate === got)
  if (action === undefined) throw choiceError('The action', got, upgradeActions)
  if (action === 'layout' && second !== undefined) {
    throw usageError(
      'scaffold upgrade layout takes one contract',
      'scaffold upgrade check compares two',
    )
  }
  if (others.length > 0) throw usageError('scaffold upgrade check takes one contract or two')
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  if (action === 'layout') return printLayout(context, project, first)
  const report = await check(context, project, { first, second, options })
  await printReport(context, report, options)
  return report.isSafe ? 0 : 1
}

async function printLayout(
  { reporter }: CommandContext,
  project: Project,
  name: string,
): Promise<void> {
  const { createUpgradeLoader, formatStorageLayout, readStorageLayout } = await import(
    '@scaffold-evm/migrations/upgrades'
  )
  const contract = await createUpgradeLoader(project)(name)
  reporter.line(formatStorageLayout(readStorageLayout(contract)))
}

interface Wanted {
  readonly first: string
  readonly second: string | undefined
  readonly options: UpgradeCommandOptions
}

async function check(
  context: CommandContext,
  project: Project,
  { first, second, options }: Wanted,
): Promise<UpgradeReport> {
  const upgrades = await import('@scaffold-evm/migrations/upgrades')
  const { kind, allow = '' } = options
  const codes = allow.split(',').map((code) => code.trim())
  const unsafeAllow = upgrades.parseUnsafeAllow(codes.filter((code) => code !== ''))
  const how = { unsafeAllow, ...(kind === undefined ? {} : { kind }) }
  const load = upgrades.createUpgradeLoader(project)
  const contract = await load(second ?? first)
  const before = second === undefined ? upgrades.replacedContract(contract) : first
  if (before === undefined) return upgrades.checkImplementation(contract, how)
  const isFile = second !== undefined && first.endsWith('.json')
  const old = isFile ? await readLayout(context, first) : await load(before)
  return upgrades.checkUpgrade(old, contract, how)
}

async function readLayout({ cwd }: CommandContext, path: string): Promise<StorageLayout> {
  const { parseStorageLayout } = await import('@scaffold-evm/migrations/upgrades')
  const text = await readFile(resolve(cwd, path), 'utf8').catch(() => undefined)
  if (text === undefined) throw usageError(`There is no file ${path}`)
  return parseStorageLayout(parseJson(text, path), path)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw usageError(`${path} is no JSON: ${String(error)}`)
  }
}

async function printReport(
  { reporter }: CommandContext,
  report: UpgradeReport,
  { json }: UpgradeCommandOptions,
): Promise<void> {
  const { formatUpgradeReport, upgradeReportToJson } = await import(
    '@scaffold-evm/migrations/upgrades'
  )
  if (json) printJson(reporter, upgradeReportToJson(report))
  else reporter.line(formatUpgradeReport(report, reporter.style))
}
