import { commandUsageError, execScript, openSession } from '@scaffold-evm/truffle'
import { compileFor } from '../compile-for.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `exec`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const file = typeof options['file'] === 'string' ? options['file'] : args[0]
  const project = await context.loadTruffleProject()
  if (file === undefined) {
    throw commandUsageError(
      "Please specify a file, passing the path of the script you'd like to run.",
    )
  }
  const session = await openSession(project, { purpose: 'exec' })
  try {
    if (project.config['networkHint'] !== false) {
      context.logger.log(`Using network '${session.networkName}'.\n`)
    }
    if (options['compile'] === true) {
      await compileFor(context, project)
      session.store.refresh()
    }
    await execScript(project, session, file)
  } finally {
    await session.close()
  }
}
