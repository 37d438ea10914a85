import { errorMessage, formatTable, isScaffoldError, type Style } from '@scaffold-evm/common'
import {
  type HttpNetworkConfig,
  isSecretReference,
  maskUrl,
  type NetworkConfig,
  type Project,
} from '@scaffold-evm/project'
import type { NetworksOptions } from '../definitions/networks.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { printJson } from '../internal/print.js'

interface NetworkState {
  readonly name: string
  readonly type: NetworkConfig['type']
  readonly isDefault: boolean
  /** Keys are masked. */
  readonly url: string | undefined
  readonly chainId: bigint | undefined
  readonly status: 'in-process' | 'answers' | 'down' | 'not asked'
  readonly problem: string | undefined
}

/** Runs `scaffold networks`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<NetworksOptions>,
): Promise<void> {
  const { reporter } = context
  const project = await context.loadProject()
  const names = Object.keys(project.config.networks)
  const states = await Promise.all(names.map((name) => stateOf(project, name, options.check)))
  if (options.json) return printJson(reporter, states)
  const columns = ['name', 'chain id', 'url', 'state'].map((title) => ({ title }))
  reporter.line(
    formatTable(
      columns,
      states.map((state) => [
        state.isDefault ? `${state.name} (default)` : state.name,
        state.chainId?.toString() ?? '',
        state.url ?? 'in this process',
        describe(state, reporter.style),
      ]),
    ),
  )
}

async function stateOf(project: Project, name: string, isAsked: boolean): Promise<NetworkState> {
  const config = project.config.networks[name]
  const type = config?.type ?? 'http'
  const known = {
    name,
    type,
    isDefault: name === project.config.defaultNetwork,
    url: config?.type === 'http' ? shownUrl(config) : undefined,
    chainId: config?.chainId,
    problem: undefined,
  }
  if (type === 'in-process') return { ...known, status: 'in-process' }
  if (!isAsked) return { ...known, status: 'not asked' }
  try {
    const connection = await project.connect(name)
    const { chainId } = connection
    await connection.close()
    return { ...known, chainId, status: 'answers' }
  } catch (error) {
    return { ...known, status: 'down', problem: headlineOf(error) }
  }
}

function headlineOf(error: unknown): string {
  const text = isScaffoldError(error) ? error.shortMessage : errorMessage(error)
  return text.split('\n', 1)[0] ?? ''
}

function describe(state: NetworkState, style: Style): string {
  if (state.status === 'answers') return style.green('answers')
  if (state.status === 'down') return `${style.red('down:')} ${state.problem ?? ''}`
  return style.dim(state.status)
}

function shownUrl({ url }: HttpNetworkConfig): string {
  return isSecretReference(url) ? `secret(${url.name})` : maskUrl(url)
}
