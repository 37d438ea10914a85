import { openSession } from '@scaffold-evm/truffle'
import { nodeUrl } from '../node-url.js'
import { startConsole } from '../start-console.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `console`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  const url = nodeUrl(input)
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'console', url })
  try {
    return await startConsole(context, { project, session }, input)
  } finally {
    await session.close()
  }
}
