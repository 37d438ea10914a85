import type { DevchainOptions } from '@scaffold-evm/devchain'
import { networkIdInvalidError } from '../../errors/network.js'
import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'
import type { TruffleProject } from '../../truffle-project.js'
import { chooseHardfork } from './choose-hardfork.js'
import { forkOptions } from './fork-options.js'

/** What the accounts of `truffle test` are derived from. */
export const testMnemonic =
  'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat'

const gasLimit = 6_721_975n
const gasPriceWei = 2_000_000_000n

/**
 * The chain that Truffle starts itself, from its settings.
 *
 * @throws `TRUFFLE_NETWORK_ID_INVALID`
 */
export function managedChainOptions(
  { config, flavor }: TruffleProject,
  settings: TruffleNetworkConfig,
  mnemonic: string,
): DevchainOptions {
  const ether = settings['defaultEtherBalance'] ?? settings['default_balance_ether'] ?? 100
  const { managed } = flavor.chains
  const blockTimeSec = Number(settings['blockTime'] ?? 0)
  return {
    dialect: managed.dialect ?? 'ganache',
    chainId: 1_337n,
    networkId: managedNetworkId(settings['network_id'] ?? managed.networkId ?? 5_777),
    hardfork: chooseHardfork(config, settings, { fallback: managed.hardfork }),
    mnemonic,
    accountCount: Number(settings['accounts'] ?? settings['total_accounts'] ?? 10),
    balanceWei: etherToWei(ether),
    blockGasLimit: toBigint(settings['gasLimit']) ?? gasLimit,
    gasPrice: toBigint(settings['gasPrice']) ?? managed.gasPrice ?? gasPriceWei,
    ...(managed.throwOnTransactionFailures === true ? { throwOnTransactionFailures: true } : {}),
    ...(managed.callsInNextBlock === true ? { callsInNextBlock: true } : {}),
    ...(managed.unnamedGasPrice === undefined ? {} : { unnamedGasPrice: managed.unnamedGasPrice }),
    ...(blockTimeSec > 0 ? { mining: { auto: false, intervalMs: blockTimeSec * 1_000 } } : {}),
    ...startTime(config, settings),
    ...forkOptions(settings['fork']),
    ...(settings['allowUnlimitedContractSize'] === true
      ? { allowUnlimitedContractSize: true }
      : {}),
  }
}

function startTime(
  config: TruffleConfig,
  settings: TruffleNetworkConfig,
): Pick<DevchainOptions, 'initialDate'> {
  const time =
    settings['time'] ?? settings['genesis_time'] ?? config['time'] ?? config['genesis_time']
  if (time === undefined) return {}
  const initialDate = new Date(time as string | number)
  if (!Number.isNaN(initialDate.getTime())) return { initialDate }
  config.logger.log('Invalid Date passed to genesis-time, using current Date instead')
  return {}
}

function managedNetworkId(given: unknown): number {
  if (given === '*') return Date.now()
  const id = Number.parseInt(String(given), 10)
  if (Number.isNaN(id)) throw networkIdInvalidError(given)
  return id
}

/** Ether, perhaps with decimals, in wei. */
export function etherToWei(ether: unknown): bigint {
  const [whole = '0', decimals = ''] = String(ether).split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(decimals.slice(0, 18).padEnd(18, '0'))
}

/** A quantity as configs have them: number, string, BN; undefined when there is none. */
export function toBigint(value: unknown): bigint | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number') return BigInt(Math.trunc(value))
  return BigInt(String(value))
}
