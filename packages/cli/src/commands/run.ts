import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isScaffoldError } from '@scaffold-evm/common'
import { loadUserModule, type ModuleMirror, userStack } from '@scaffold-evm/project'
import type { RunOptions } from '../definitions/run.js'
import { scriptFailed, scriptNotFound } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { explaining } from '../internal/explain-failure.js'
import { migrateForTests } from '../internal/migrate-for-tests.js'
import { untilIdle } from '../internal/until-idle.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold run`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<RunOptions>,
): Promise<ExitCode> {
  const [script = '', ...rest] = args
  const path = resolve(context.cwd, script)
  if (!existsSync(path)) throw scriptNotFound(script, path)
  const loaded = await context.loadProject()
  const project = options.coverage ? await loaded.forDebugging() : loaded
  await compileIfAsked(context, project, options)
  const { provideEnvironment, startCoverage } = await import('@scaffold-evm/testing')
  return withConnection(project, options.network, async (connection) => {
    await provideEnvironment(project, connection, { migrate: migrateForTests(context, project) })
    const { networkName, devchain } = connection
    const subject = { networkName, devchain, output: context.reporter }
    const coverage = options.coverage ? await startCoverage(project, subject) : undefined
    // What a failure went through of ours is not shown: there has to be room for the script's own lines.
    Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 50)
    process.argv = [process.argv[0] ?? 'node', path, ...rest]
    await explaining(context, { project, connection }, () =>
      untilAborted(context.signal, runScript(path, script, project.modules)),
    )
    return { exitCode: (await coverage?.finish()) === false ? 1 : 0 }
  })
}

/**
 * A script does its work when it is imported, or after that when it does not await it: `main()` as
 * the last line is common. When it exports a default function, that is called too.
 */
async function runScript(path: string, script: string, modules: ModuleMirror): Promise<void> {
  try {
    await untilIdle(async () => {
      const exported = await loadUserModule(path, modules)
      if (typeof exported.default === 'function') await exported.default()
    })
  } catch (error) {
    if (isScaffoldError(error)) throw error
    throw scriptFailed(script, error, error instanceof Error ? userStack(error) : String(error))
  }
}

/** A script does not know of our signal: on Ctrl-C it is left alone. */
async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
  ])
}
