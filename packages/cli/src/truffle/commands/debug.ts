import type { Project } from '@scaffold-evm/project'
import { describeTransaction, openSession } from '@scaffold-evm/truffle'
import { loadAsScaffold } from '../load-as-scaffold.js'
import { nodeUrl } from '../node-url.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `debug`: steps through a transaction. Of a network whose address is not known it says what it did and why it failed. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  const [hash] = input.args
  const url = nodeUrl(input)
  const networks = url === undefined ? {} : { [urlNetwork]: { url } }
  const project = await loadAsScaffold(context, undefined, networks)
  const network = url === undefined ? String(input.options.network ?? 'development') : urlNetwork
  try {
    if (hash !== undefined && project.config.networks[network]?.type === 'http') {
      return await debug(context, project, { hash, network })
    }
  } finally {
    await project.close()
  }
  return describe(context, hash, url)
}

const urlNetwork = 'command-line-url'

async function debug(
  context: TruffleContext,
  project: Project,
  { hash, network }: { readonly hash: string; readonly network: string },
): Promise<number> {
  const { debugTransaction } = await import('../../internal/debugger/debug-transaction.js')
  const { terminalInput } = await import('../../internal/debugger/run-debugger.js')
  await project.compile({ signal: context.signal })
  const connection = await project.connect(network)
  try {
    const input = terminalInput(context)
    return await debugTransaction(context, { project, connection }, { hash, input })
  } finally {
    await connection.close()
  }
}

async function describe(
  context: TruffleContext,
  hash: string | undefined,
  url: string | undefined,
): Promise<number> {
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'debug', url })
  try {
    context.logger.log(await describeTransaction(session, hash))
    return 0
  } finally {
    await session.close()
  }
}
