import { describeTransaction, openSession } from '@scaffold-evm/truffle'
import { nodeUrl } from '../node-url.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `debug`: says what a transaction did and why it failed. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<void> {
  const url = nodeUrl(input)
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'debug', url })
  try {
    context.logger.log(await describeTransaction(session, input.args[0]))
  } finally {
    await session.close()
  }
}
