import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { DebugOptions } from '../definitions/debug.js'
import { fileUnreadable, usageError } from '../errors.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import type { DebugInput } from '../internal/debugger/debug-input.js'
import { debugTrace } from '../internal/debugger/debug-trace.js'
import { debugTransaction } from '../internal/debugger/debug-transaction.js'
import { terminalInput } from '../internal/debugger/terminal-input.js'
import { traceTest } from '../internal/debugger/trace-test.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold debug`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<DebugOptions>,
): Promise<number> {
  const [subject] = args
  if ((subject === undefined) === !options.lastFailure) {
    throw usageError(
      'Expected one thing to debug: a transaction, a test, or --last-failure',
      'e.g. scaffold debug "moves tokens"',
    )
  }
  const input = await inputOf(context, options)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { network, migrate } = options
  if (subject !== undefined && /^0x[\da-f]{64}$/i.test(subject)) {
    return withConnection(project, network, (connection) =>
      debugTransaction(context, { project, connection }, { hash: subject, input }),
    )
  }
  const traced = await traceTest(context, project, { name: subject, network, migrate })
  return debugTrace(context, traced, input)
}

async function inputOf(context: CommandContext, { script }: DebugOptions): Promise<DebugInput> {
  if (script === undefined) return terminalInput(context)
  const path = resolve(context.cwd, script)
  try {
    return { lines: (await readFile(path, 'utf8')).split(/\r?\n/), isInteractive: false }
  } catch (error) {
    throw fileUnreadable('--script', path, error)
  }
}
