import { callFunction, openSession } from '@scaffold-evm/truffle'
import { nodeUrl } from '../node-url.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `call`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<void> {
  const { args, options } = input
  const url = nodeUrl(input)
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'call', url })
  const [contract, method, ...rest] = args
  const { from, 'block-number': block } = options
  try {
    const text = await callFunction(session, {
      contract,
      method,
      args: rest,
      from: typeof from === 'string' ? from : undefined,
      block: typeof block === 'string' ? block : undefined,
    })
    context.logger.log(text)
  } finally {
    await session.close()
  }
}
