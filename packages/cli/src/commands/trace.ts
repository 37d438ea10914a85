import { formatTable } from '@scaffold-evm/common'
import {
  createCallTracer,
  createExplainContext,
  type NetworkRecording,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import type { CallTree, CallTreeParts, Verbosity } from '@scaffold-evm/trace'
import type { TraceOptions } from '../definitions/trace.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'
import { toVerbosity } from '../internal/verbosity.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold trace`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<TraceOptions>,
): Promise<void> {
  const [hash = ''] = args
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  await withConnection(project, options.network, async (connection) => {
    const recorded = await recordNetworkTransaction(project, connection, hash)
    try {
      const tracer = await createCallTracer(project, connection)
      const tree = await tracer.tree(
        recorded.recording,
        await treeParts(project, recorded, options),
      )
      await print(context, { recorded, tree, network: connection.networkName }, options)
    } finally {
      await recorded.close()
    }
  })
}

function verbosityOf({ internal, verbose = 3 }: TraceOptions): Verbosity {
  return internal ? 5 : toVerbosity(verbose)
}

/** What is not shown is not found out, since it may take a compilation for debugging. */
async function treeParts(
  project: Project,
  { record }: NetworkRecording,
  options: TraceOptions,
): Promise<CallTreeParts> {
  const verbosity = verbosityOf(options)
  if (verbosity < 4 && !options.json) return {}
  const context = await createExplainContext(project)
  if (verbosity < 5) return { context }
  const { traceExecution } = await import('@scaffold-evm/trace')
  return { context, source: await traceExecution(record, context) }
}

interface Traced {
  readonly recorded: NetworkRecording
  readonly tree: CallTree
  readonly network: string
}

async function print(
  { reporter }: CommandContext,
  { recorded, tree, network }: Traced,
  options: TraceOptions,
): Promise<void> {
  const { hash, blockNumber, gasUsed, difference } = recorded
  if (options.json) {
    const { root: call, names } = tree
    return printJson(reporter, { network, hash, blockNumber, gasUsed, difference, names, call })
  }
  const { formatCallTree, traceEntriesAt } = await import('@scaffold-evm/trace')
  const { style, errorStyle } = reporter
  const entries = traceEntriesAt(verbosityOf(options))
  const format = { style, entries, isFull: options.full }
  const from = tree.names[tree.root.from] ?? tree.root.from
  const gas = gasUsed.toLocaleString('en-US')
  reporter.line(style.dim(hash))
  reporter.line(style.dim(`block ${blockNumber} of ${network}, from ${from}, ${gas} gas`))
  reporter.line()
  for (const line of formatCallTree(tree, format)) reporter.line(line)
  const names = Object.entries(tree.names).map(([address, name]) => [name, address])
  if (names.length > 0) {
    const table = formatTable([{ title: '' }, { title: '' }], names)
    reporter.line()
    for (const line of table.split('\n').slice(1)) reporter.line(style.dim(line.trimEnd()))
  }
  if (difference !== undefined) {
    reporter.warn(errorStyle.yellow(`This is not quite what happened: ${difference}.`))
  }
}
