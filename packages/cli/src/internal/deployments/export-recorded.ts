import { extname, join, relative, resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { ExportedFile, ExportFormat } from '@scaffold-evm/migrations/deployments'
import type { DeploymentsOptions } from '../../definitions/deployments.js'
import { usageError } from '../../errors.js'
import type { CommandContext } from '../command.js'
import { compileIfAsked } from '../compile-project.js'
import { countOf, printJson } from '../print.js'
import { oneNetwork } from './one-network.js'

/** `scaffold deployments export`. */
export async function exportRecorded(
  context: CommandContext,
  _path: string | undefined,
  options: DeploymentsOptions,
): Promise<void> {
  const { reporter, cwd } = context
  const { out, json } = options
  const format = options.format ?? formatOf(out)
  if (out === undefined && format === 'hardhat-deploy') {
    throw usageError('--format hardhat-deploy writes several files: name a folder with --out')
  }
  const project = await context.loadProject()
  // What is printed is the export: what the compiler says goes beside it.
  const quiet = { ...context, reporter: context.logReporter }
  await compileIfAsked(out === undefined ? quiet : context, project, options)
  const { collectExport, formatExport } = await import('@scaffold-evm/migrations/deployments')
  const { networks, notes } = await collectExport(project, { network: oneNetwork(options) })
  const files = formatExport(networks, format)
  for (const note of notes) reporter.warn(note)
  if (out === undefined) return reporter.line((files[0]?.text ?? '').trimEnd())
  const written = await write(files, resolve(cwd, out))
  const contracts = networks.flatMap((network) => network.contracts)
  if (json) return printJson(reporter, { format, files: written, notes })
  const shown = written.length === 1 ? relative(cwd, written[0] ?? '') : out
  const where = countOf(networks.length, 'network')
  reporter.line(`${countOf(contracts.length, 'contract')} of ${where} in ${shown}`)
}

/** A file's ending says what is in it, unless it is said. */
function formatOf(out: string | undefined): ExportFormat {
  return out !== undefined && /\.[cm]?ts$/.test(out) ? 'ts' : 'json'
}

/** Into the folder, or into the file when there is but one and its name is given. */
async function write(files: readonly ExportedFile[], out: string): Promise<readonly string[]> {
  const isFile = files.length === 1 && extname(out) !== ''
  const paths = files.map(({ path }) => (isFile ? out : join(out, path)))
  for (const [at, { text }] of files.entries()) await writeFileAtomic(paths[at] ?? out, text)
  return paths
}
