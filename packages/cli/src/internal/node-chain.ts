import { isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import type { InProcessNetworkConfig, Project } from '@scaffold-evm/project'
import type { NodeOptions } from '../definitions/node.js'
import type { CommandContext } from './command.js'

const weiPerEther = 10n ** 18n

/** A chain for `scaffold node`: that of the project's in-process network when there is a project, with the options on top. */
export async function startChain(context: CommandContext, options: NodeOptions): Promise<Devchain> {
  const chosen = chosenOptions(options)
  const project = await projectIfAny(context)
  const network = project?.config.networks['in-process']
  if (project === undefined || network?.type !== 'in-process') {
    return createDevchain({ ...chosen, logger: (line) => context.logReporter.line(line) })
  }
  return projectChain(project, network, chosen)
}

/** Options that a chain and a network of a project name alike. */
interface ChosenOptions {
  readonly chainId?: bigint
  readonly accountCount?: number
  readonly mnemonic?: string
  readonly balanceWei?: bigint
  readonly hardfork?: string
  readonly blockGasLimit?: bigint
  readonly mining?: { readonly auto: boolean; readonly intervalMs?: number }
  readonly fork?: {
    readonly url: string
    readonly blockNumber: bigint | undefined
    readonly headers: Readonly<Record<string, string>>
  }
}

function chosenOptions(options: NodeOptions): ChosenOptions {
  const { chainId, accounts, mnemonic, balance, hardfork, gasLimit } = options
  return {
    ...(chainId === undefined ? {} : { chainId }),
    ...(accounts === undefined ? {} : { accountCount: accounts }),
    ...(mnemonic === undefined ? {} : { mnemonic }),
    ...(balance === undefined ? {} : { balanceWei: BigInt(balance) * weiPerEther }),
    ...(hardfork === undefined ? {} : { hardfork }),
    ...(gasLimit === undefined ? {} : { blockGasLimit: gasLimit }),
    ...chosenMining(options),
    ...chosenFork(options),
  }
}

function chosenMining({ mining, blockTime }: NodeOptions): Pick<ChosenOptions, 'mining'> {
  if (blockTime !== undefined) return { mining: { auto: false, intervalMs: blockTime * 1_000 } }
  return mining ? {} : { mining: { auto: false } }
}

function chosenFork({ forkUrl, forkBlockNumber }: NodeOptions): Pick<ChosenOptions, 'fork'> {
  if (forkUrl === undefined) return {}
  return { fork: { url: forkUrl, blockNumber: forkBlockNumber, headers: {} } }
}

async function projectIfAny(context: CommandContext): Promise<Project | undefined> {
  try {
    return await context.loadProject()
  } catch (error) {
    const isGiven = context.globals.config !== undefined
    if (!isGiven && isScaffoldError(error, 'PROJECT_NOT_FOUND')) return undefined
    throw error
  }
}

async function projectChain(
  project: Project,
  network: InProcessNetworkConfig,
  chosen: ChosenOptions,
): Promise<Devchain> {
  const choosesAccounts = chosen.mnemonic !== undefined || chosen.accountCount !== undefined
  const { devchain } = await project.connect('in-process', {
    network: { ...network, ...chosen, ...(choosesAccounts ? { accounts: undefined } : {}) },
  })
  if (devchain === undefined) return createDevchain(chosen)
  return devchain
}
