import type { DevchainOptions } from '@scaffold-evm/devchain'
import type { TruffleNetworkConfig } from '../../truffle-config.js'
import type { ProjectHints, TruffleProject } from '../../truffle-project.js'
import { packageVersion } from '../config/package-version.js'
import { chooseHardfork, ganache6Hardfork } from './choose-hardfork.js'
import { callsInNextBlock, ganacheCliVersion, unnamedGasPrice } from './ganache-cli-versions.js'
import { findGanacheCommand, type GanacheCommand } from './ganache-command.js'
import { optionsOfGanacheFlags } from './ganache-flags.js'
import { testMnemonic, toBigint } from './managed-chain.js'

/** A chain in place of one that nobody serves, and what is special about it. */
export interface FallbackChain {
  readonly options: DevchainOptions
  /** Of the project's own command, when it has one. */
  readonly command: string | undefined
}

const blockGas7 = 30_000_000n
/** What each version gives a block. */
const blockGas6 = 6_721_975n
/** As of Hardhat and anvil: more than Ganache gave, which suites for richer chains need. */
const usualBalanceWei = 10_000n * 10n ** 18n

/** The chain that a project expects to be started beside it: what its scripts start, else as Ganache starts, with more ether. */
export function fallbackChain(
  project: TruffleProject,
  settings: TruffleNetworkConfig,
): FallbackChain {
  const { config, flavor, hints, root } = project
  const command = findGanacheCommand(root, hints)
  const flags = command === undefined ? {} : optionsOfGanacheFlags(command.args)
  const isVersion6 = usesVersion6(command, hints)
  const base: DevchainOptions = {
    dialect: isVersion6 ? 'ganache6' : 'ganache',
    mnemonic: testMnemonic,
    networkId: networkIdOf(settings['network_id']),
    blockGasLimit: isVersion6 ? blockGas6 : blockGas7,
    ...(isVersion6 ? meaningsOf(versionOfGanacheCli(project)) : {}),
    ...flavor.chains.fallback,
    // Nobody knows how rich the accounts were: as those of Ganache 7.
    ...(command === undefined ? { balanceWei: usualBalanceWei } : {}),
    ...flags,
  }
  const hardfork = chooseHardfork(config, settings, {
    fallback:
      flags.hardfork ??
      flavor.chains.fallback.hardfork ??
      (isVersion6 ? ganache6Hardfork(config) : undefined),
  })
  return {
    options: { ...base, hardfork, blockGasLimit: gasLimitFor(base, settings) },
    command: command?.text,
  }
}

/** What versions of ganache-cli mean in different ways. */
function meaningsOf(version: string | undefined): DevchainOptions {
  return {
    callsInNextBlock: callsInNextBlock(version),
    unnamedGasPrice: unnamedGasPrice(version),
  }
}

function versionOfGanacheCli({ root, hints }: TruffleProject): string | undefined {
  return ganacheCliVersion(hints.dependencies['ganache-cli'], (name) => packageVersion(root, name))
}

/** ganache-cli and its predecessors never got a version 7. */
function usesVersion6(
  command: GanacheCommand | undefined,
  { dependencies }: ProjectHints,
): boolean {
  if (command !== undefined) return command.program !== 'ganache'
  return dependencies['ganache-cli'] !== undefined && dependencies['ganache'] === undefined
}

/** A number of the config wins, since another one would be refused. */
function networkIdOf(given: unknown): number {
  const id = Number.parseInt(String(given), 10)
  return Number.isNaN(id) ? Date.now() : id
}

/** At least what the config gives transactions. */
function gasLimitFor(
  { blockGasLimit = blockGas7 }: DevchainOptions,
  settings: TruffleNetworkConfig,
): bigint {
  const needed = toBigint(settings['gas']) ?? 0n
  const limit = BigInt(blockGasLimit)
  return needed > limit ? needed : limit
}
