import type { FeesConfig, FeesUserConfig } from '../../fee-config.js'
import type {
  ForkConfig,
  HttpNetworkConfig,
  HttpNetworkUserConfig,
  InProcessNetworkConfig,
  InProcessNetworkUserConfig,
  NetworkConfig,
  NetworkUserConfig,
} from '../../network-config.js'
import { concealSecret } from '../../secret.js'
import { concealAll } from './conceal.js'
import { resolveAccounts } from './resolve-accounts.js'

function toBigint(value: bigint | number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value)
}

function resolveFork(
  fork: InProcessNetworkUserConfig['fork'],
  place: string,
): ForkConfig | undefined {
  if (fork === undefined) return undefined
  const headers = concealAll(fork.headers ?? {}, `${place}.headers`)
  return {
    url: fork.url,
    blockNumber: toBigint(fork.blockNumber),
    headers,
    cache: fork.cache ?? true,
  }
}

/** Of chains that do not say theirs, by their dialect. */
const chainIds = { hardhat: 31_337, ganache: 1_337, ganache6: 1 }

/** An in-process network with its defaults. */
export function resolveInProcessNetwork(
  user: InProcessNetworkUserConfig,
  place: string,
): InProcessNetworkConfig {
  return {
    type: 'in-process',
    dialect: user.dialect,
    chainId: BigInt(user.chainId ?? chainIds[user.dialect ?? 'hardhat']),
    networkId: toBigint(user.networkId),
    hardfork: user.hardfork,
    mnemonic:
      user.mnemonic === undefined ? undefined : concealSecret(user.mnemonic, `${place}.mnemonic`),
    accountCount: user.accountCount,
    balanceWei: user.balanceWei,
    accounts: user.accounts?.map((account, index) => ({
      ...account,
      privateKey: concealSecret(account.privateKey, `${place}.accounts.${index}`),
    })),
    derivationPath: user.derivationPath,
    blockGasLimit: toBigint(user.blockGasLimit),
    baseFeePerGas: toBigint(user.baseFeePerGas),
    minGasPrice: toBigint(user.minGasPrice),
    gasPrice: toBigint(user.gasPrice),
    transactionGasLimit: toBigint(user.transactionGasLimit),
    coinbase: user.coinbase,
    mining: user.mining,
    initialDate: user.initialDate === undefined ? undefined : new Date(user.initialDate),
    allowUnlimitedContractSize: user.allowUnlimitedContractSize ?? false,
    allowBlocksWithSameTimestamp: user.allowBlocksWithSameTimestamp,
    throwOnTransactionFailures: user.throwOnTransactionFailures,
    throwOnCallFailures: user.throwOnCallFailures ?? true,
    fork: resolveFork(user.fork, `${place}.fork`),
  }
}

function resolveFees(user: FeesUserConfig): FeesConfig {
  const { gasPrice } = user
  return {
    gasPrice: gasPrice === 'node' ? gasPrice : toBigint(gasPrice),
    maxFeePerGas: toBigint(user.maxFeePerGas),
    maxPriorityFeePerGas: toBigint(user.maxPriorityFeePerGas),
    priorityFeePercentile: user.priorityFeePercentile,
    feeWaitMs: user.feeWaitMs ?? 0,
    gasMultiplier: user.gasMultiplier ?? 1,
    bumpAfterMs: user.bumpAfterMs ?? 180_000,
    bumpPercent: user.bumpPercent ?? 12,
    maxBumps: user.maxBumps ?? 4,
    budgetWei: toBigint(user.budgetWei),
  }
}

function resolveHttpNetwork(user: HttpNetworkUserConfig, place: string): HttpNetworkConfig {
  return {
    type: 'http',
    url: user.url,
    accounts: resolveAccounts(user.accounts, `${place}.accounts`),
    chainId: toBigint(user.chainId),
    ...resolveFees(user),
    confirmations: user.confirmations ?? 1,
    timeoutMs: user.timeoutMs ?? 30_000,
    receiptTimeoutMs: user.receiptTimeoutMs ?? 1_800_000,
    pollingIntervalMs: user.pollingIntervalMs,
    headers: concealAll(user.headers ?? {}, `${place}.headers`),
    production: user.production,
  }
}

/** A network with its defaults; one with a `url` is of type `http`. Plain keys in it are hidden from dumps. */
export function resolveNetwork(name: string, user: NetworkUserConfig): NetworkConfig {
  const place = `networks.${name}`
  return 'url' in user ? resolveHttpNetwork(user, place) : resolveInProcessNetwork(user, place)
}
