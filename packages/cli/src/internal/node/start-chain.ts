import { forkCacheDir, quantityToHex } from '@scaffold-evm/common'
import {
  createDevchain,
  type Devchain,
  type DevchainForkOptions,
  type DevchainOptions,
} from '@scaffold-evm/devchain'
import type { InProcessNetworkConfig, Project } from '@scaffold-evm/project'
import type { NodeOptions } from '../../definitions/node.js'
import { projectKind } from '../../truffle/project-kind.js'
import type { CommandContext } from '../command.js'
import { addressesToUnlock } from './accounts.js'
import { type ChosenFork, type ChosenOptions, chosenOptions } from './chosen-options.js'
import { importFiles, readGenesis } from './history.js'
import { loadState, stateFileOf } from './state-files.js'

/** A chain for `scaffold node`: that of the project's in-process network when there is a project, with the options on top. */
export async function startChain(context: CommandContext, options: NodeOptions): Promise<Devchain> {
  const chosen = await chosenOptions(options)
  const genesis = await readGenesis(context, options)
  const kept = { stateFile: stateFileOf(context, options), forkCache: options.forkCache }
  const chain =
    genesis === undefined
      ? await createChain(context, chosen, kept)
      : await createOwnChain(context, chosen, { ...kept, genesis })
  try {
    await loadState(context, chain, options)
    await importFiles(context, chain, options)
    await prepareChain(chain, options)
    return chain
  } catch (error) {
    await chain.close()
    throw error
  }
}

/** What is on the disk of a chain. */
interface Kept {
  readonly stateFile: string | undefined
  readonly forkCache: boolean
}

async function createChain(
  context: CommandContext,
  chosen: ChosenOptions,
  kept: Kept,
): Promise<Devchain> {
  const project = await projectIfAny(context)
  const network = project?.config.networks['in-process']
  if (project === undefined || network?.type !== 'in-process') {
    return createOwnChain(context, chosen, kept)
  }
  return projectChain(context, project, { network, chosen, kept })
}

/** A chain that is in no project. */
function createOwnChain(
  context: CommandContext,
  { fork, ...chosen }: ChosenOptions,
  { forkCache, ...kept }: Kept & Pick<DevchainOptions, 'genesis'>,
): Promise<Devchain> {
  return createDevchain({
    ...chosen,
    ...kept,
    ...(fork === undefined ? {} : { fork: withoutCache(fork) }),
    forkCacheDir: forkCache ? forkCacheDir() : undefined,
    logger: loggerOf(context),
  })
}

function withoutCache({ url, blockNumber, headers }: ChosenFork): DevchainForkOptions {
  return { url, blockNumber, headers }
}

function loggerOf({ logReporter }: CommandContext): (line: string) => void {
  return (line) => logReporter.line(line)
}

/** The project around the folder; undefined outside of projects. */
export async function projectIfAny(context: CommandContext): Promise<Project | undefined> {
  // Its config runs code, and has nothing to say about such a chain.
  if (context.isTruffleProject) return undefined
  const { cwd, globals } = context
  // Most nodes are in no project, and need not load what reads one.
  if (globals.config === undefined && projectKind(cwd) !== 'scaffold') return undefined
  return await context.loadProject()
}

async function projectChain(
  context: CommandContext,
  project: Project,
  {
    network,
    chosen,
    kept,
  }: {
    readonly network: InProcessNetworkConfig
    readonly chosen: ChosenOptions
    readonly kept: Kept
  },
): Promise<Devchain> {
  const choosesAccounts = chosen.mnemonic !== undefined || chosen.accountCount !== undefined
  const fork = chosen.fork ?? network.fork
  const { devchain } = await project.connect('in-process', {
    network: {
      ...network,
      ...(choosesAccounts ? { accounts: undefined } : {}),
      ...chosen,
      fork: fork === undefined ? undefined : { ...fork, cache: fork.cache && kept.forkCache },
    },
    stateFile: kept.stateFile,
  })
  return devchain ?? createOwnChain(context, chosen, kept)
}

/** What is asked of a chain that runs, since it is no option of one. */
async function prepareChain(chain: Devchain, options: NodeOptions): Promise<void> {
  const { autoImpersonate, timestampIncrement } = options
  for (const address of addressesToUnlock(options.unlock, chain.accounts)) {
    await chain.request({ method: 'hardhat_impersonateAccount', params: [address] })
  }
  if (options.lock) {
    for (const { address } of chain.accounts) {
      await chain.request({ method: 'personal_lockAccount', params: [address] })
    }
  }
  if (autoImpersonate) {
    await chain.request({ method: 'anvil_autoImpersonateAccount', params: [true] })
  }
  if (typeof timestampIncrement === 'bigint') {
    const params = [quantityToHex(timestampIncrement)]
    await chain.request({ method: 'anvil_setBlockTimestampInterval', params })
  }
}
