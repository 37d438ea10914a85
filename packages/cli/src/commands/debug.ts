import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createExecutionTracer, recordNetworkTransaction } from '@scaffold-evm/project'
import { DebugSession } from '@scaffold-evm/trace'
import type { DebugOptions } from '../definitions/debug.js'
import { fileUnreadable, usageError } from '../errors.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { DebugView } from '../internal/debugger/debug-view.js'
import {
  type DebugInput,
  pipedLines,
  runDebugger,
  typedLines,
} from '../internal/debugger/run-debugger.js'
import { type TracedTest, traceTest } from '../internal/debugger/trace-test.js'
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
  const debug = async ({ trace, title }: TracedTest): Promise<number> => {
    const failures = await runDebugger(context, createView(context, { trace, title }), input)
    return failures > 0 && !input.isInteractive ? 1 : 0
  }
  const { network, migrate } = options
  if (subject === undefined || !/^0x[\da-f]{64}$/i.test(subject)) {
    return debug(await traceTest(context, project, { name: subject, network, migrate }))
  }
  return withConnection(context, network, async (connection) => {
    const recorded = await recordNetworkTransaction(project, connection, subject)
    try {
      const { difference } = recorded
      if (difference !== undefined) warnOf(context, difference)
      const trace = await createExecutionTracer(project).traceRecorded(recorded)
      return await debug({ title: subject, trace })
    } finally {
      // Of a fork, what was not looked at yet is fetched until the end.
      await recorded.close()
    }
  })
}

function warnOf({ reporter }: CommandContext, difference: string): void {
  const text = `This is not quite what happened: ${difference}.`
  reporter.warn(reporter.errorStyle.yellow(text))
}

function createView({ reporter, stdout }: CommandContext, { trace, title }: TracedTest): DebugView {
  return new DebugView({
    session: new DebugSession(trace),
    style: reporter.style,
    columns: Math.max(40, stdout.columns ?? 80),
    title,
    write: (text) => stdout.write(text),
  })
}

async function inputOf(context: CommandContext, { script }: DebugOptions): Promise<DebugInput> {
  if (script !== undefined) {
    const path = resolve(context.cwd, script)
    try {
      return { lines: (await readFile(path, 'utf8')).split(/\r?\n/), isInteractive: false }
    } catch (error) {
      throw fileUnreadable('--script', path, error)
    }
  }
  const isInteractive = context.stdin.isTTY === true
  return { lines: isInteractive ? typedLines(context) : pipedLines(context), isInteractive }
}
