import { buildProject } from '@scaffold-evm/truffle'
import { compileFor } from '../compile-for.js'
import type { TruffleContext } from '../truffle-command.js'

/** Runs `build`. */
export async function run(context: TruffleContext): Promise<void> {
  const project = await context.loadTruffleProject()
  const { stdout, stderr, signal } = context
  await buildProject(project, {
    compile: () => compileFor(context, project),
    stdout,
    stderr,
    signal,
  })
}
