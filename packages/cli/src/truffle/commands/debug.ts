import type { Project } from '@scaffold-evm/project'
import { bridgeProvider, openSession } from '@scaffold-evm/truffle'
import { loadAsScaffold } from '../load-as-scaffold.js'
import { nodeUrl } from '../node-url.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `debug`: steps through transactions of any network of the config. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  const [hash] = input.args
  const isExternal = input.options['fetch-external'] === true
  const node = await openNode(context, input)
  try {
    return await debug(context, node, { hash, isExternal })
  } finally {
    await node.close()
  }
}

/** A node that transactions are on, by the name of a network of the project. */
interface DebuggedNode {
  readonly project: Project
  /** As Truffle's config has it. */
  readonly networkName: string
  /** As the project has it. */
  readonly network: string
  close(): Promise<void>
}

const nodeNetwork = 'command-line-url'

/** By its address where that is known, else through the provider that the config makes. */
async function openNode(context: TruffleContext, input: TruffleInput): Promise<DebuggedNode> {
  const url = nodeUrl(input)
  const networkName = String(input.options['network'] ?? 'development')
  if (url !== undefined) return nodeAt(context, { url, networkName, close: async () => {} })
  const project = await loadAsScaffold(context)
  if (project.config.networks[networkName]?.type === 'http') {
    return { project, networkName, network: networkName, close: () => project.close() }
  }
  await project.close()
  const session = await openSession(await context.loadTruffleProject(), { purpose: 'debug' })
  const served = await bridgeProvider(session.provider)
  const close = async (): Promise<void> => {
    await served.close()
    await session.close()
  }
  return nodeAt(context, { url: served.url, networkName: session.networkName, close })
}

async function nodeAt(
  context: TruffleContext,
  place: {
    readonly url: string
    readonly networkName: string
    readonly close: () => Promise<void>
  },
): Promise<DebuggedNode> {
  const { url, networkName } = place
  const project = await loadAsScaffold(context, undefined, { [nodeNetwork]: { url } })
  const close = async (): Promise<void> => {
    await project.close()
    await place.close()
  }
  return { project, networkName, network: nodeNetwork, close }
}

async function debug(
  context: TruffleContext,
  { project, networkName, network }: DebuggedNode,
  { hash, isExternal }: { readonly hash: string | undefined; readonly isExternal: boolean },
): Promise<number> {
  const { debugTransaction } = await import('../../internal/debugger/debug-transaction.js')
  const { terminalInput } = await import('../../internal/debugger/terminal-input.js')
  await project.compile({ signal: context.signal })
  const connection = await project.connect(network)
  const { chainId } = connection
  try {
    return await debugTransaction(
      context,
      { project, connection },
      {
        hash,
        input: terminalInput(context),
        ...(isExternal
          ? {
              loadForeign: async (recorded) => {
                const { fetchExternal } = await import('../fetch-external.js')
                const { sourceServices } = await import('../source-services.js')
                const truffle = await context.loadTruffleProject()
                const services = sourceServices(truffle, { networkName, chainId })
                const { reporter, signal } = context
                return fetchExternal({ project, recorded, chainId, services, reporter, signal })
              },
            }
          : {}),
      },
    )
  } finally {
    await connection.close()
  }
}
