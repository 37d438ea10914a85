import { relative } from 'node:path'
import { parseVersionName } from '@scaffold-evm/compiler'
import type {
  NetworkUserConfig,
  ScaffoldUserConfig,
  SolcSettings,
  SolidityUserConfig,
} from '@scaffold-evm/project'
import { readSolcConfig } from './internal/compile/solc-config.js'
import { resolveGasOptions } from './internal/gas-report/gas-options.js'
import { toBigint } from './internal/network/managed-chain.js'
import type { TruffleConfig, TruffleNetworkConfig } from './truffle-config.js'
import type { TruffleProject } from './truffle-project.js'

/** A config of scaffold's, and what of Truffle's is not in it. */
export interface MappedConfig {
  readonly config: Omit<ScaffoldUserConfig, 'solidity'> & { readonly solidity: SolidityUserConfig }
  /** In sentences. */
  readonly notes: readonly string[]
}

/** A Truffle project's settings in scaffold's words, as far as scaffold has such. */
export function toScaffoldConfig({ root, config }: TruffleProject): MappedConfig {
  const notes: string[] = []
  const { timeout, reporter, bail } = config.mocha
  return {
    config: {
      solidity: solidityOf(config, notes),
      paths: {
        sources: below(root, config.contracts_directory),
        tests: below(root, config.test_directory),
        migrations: below(root, config.migrations_directory),
      },
      networks: networksOf(config, notes),
      test: {
        ...(typeof timeout === 'number' ? { timeoutMs: timeout } : {}),
        ...(typeof reporter === 'string' && reporter !== 'eth-gas-reporter' ? { reporter } : {}),
        ...(bail === true ? { bail } : {}),
      },
      ...gasOf(config),
    },
    notes,
  }
}

/** What projects tell eth-gas-reporter. */
function gasOf({ mocha }: TruffleConfig): Pick<ScaffoldUserConfig, 'gas'> {
  const { excludeContracts, showMethodSig } = resolveGasOptions(
    mocha.reporterOptions ?? mocha.reporterOption ?? {},
  )
  const gas = {
    ...(excludeContracts.length > 0 ? { exclude: excludeContracts } : {}),
    ...(showMethodSig ? { showsSignatures: true } : {}),
  }
  return Object.keys(gas).length > 0 ? { gas } : {}
}

function below(root: string, folder: string): string {
  const path = relative(root, folder)
  return path.startsWith('..') ? folder : path
}

function solidityOf(truffle: TruffleConfig, notes: string[]): SolidityUserConfig {
  const { version, settings: given } = readSolcConfig(truffle)
  const { remappings, evmVersion, ...others } = given
  const settings = evmVersion === undefined ? others : { ...others, evmVersion }
  const isExact = parseVersionName(version) !== undefined
  if (!isExact) notes.push(`compilers.solc.version is ${version}: versions are chosen by pragma.`)
  const list = Array.isArray(remappings) ? remappings.map(String) : []
  return {
    ...(isExact ? { version: version.replace(/^v|\+.*$/g, '') } : {}),
    // solc checks its settings itself.
    settings: settings as SolcSettings,
    ...(list.length > 0 ? { remappings: list } : {}),
  }
}

function networksOf(
  { networks }: TruffleConfig,
  notes: string[],
): Readonly<Record<string, NetworkUserConfig>> {
  const mapped: [string, NetworkUserConfig][] = []
  for (const [name, network] of Object.entries(networks)) {
    if (name === 'dashboard' || name === 'in-process') continue
    const url = urlOf(network)
    if (url !== undefined) mapped.push([name, { url, ...feesOf(network) }])
    else if (network['provider']) {
      notes.push(`Network ${name} has a provider of its own: give it a url and accounts.`)
    } else notes.push(`Network ${name} is a chain in the process: scaffold's is called in-process.`)
  }
  return Object.fromEntries(mapped)
}

function urlOf({ url, host, port, provider }: TruffleNetworkConfig): string | undefined {
  if (provider) return undefined
  if (typeof url === 'string') return url.replace(/^ws/, 'http')
  return host === undefined ? undefined : `http://${host}:${port ?? 8545}`
}

function feesOf(network: TruffleNetworkConfig): Partial<NetworkUserConfig> {
  const fees = ['gasPrice', 'maxFeePerGas', 'maxPriorityFeePerGas'].flatMap((name) => {
    const value = toBigint(network[name])
    return value === undefined ? [] : [[name, value] as const]
  })
  const { confirmations } = network
  return {
    ...Object.fromEntries(fees),
    ...(Number(confirmations) > 0 ? { confirmations: Number(confirmations) } : {}),
  }
}
