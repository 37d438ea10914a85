import type {
  ForkConfig,
  HttpAccountsConfig,
  HttpNetworkConfig,
  HttpNetworkUserConfig,
  InProcessNetworkConfig,
  InProcessNetworkUserConfig,
  NetworkConfig,
  NetworkUserConfig,
} from '../../network-config.js'

function toBigint(value: bigint | number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value)
}

function resolveFork(fork: InProcessNetworkUserConfig['fork']): ForkConfig | undefined {
  if (fork === undefined) return undefined
  return { url: fork.url, blockNumber: toBigint(fork.blockNumber), headers: fork.headers ?? {} }
}

/** An in-process network with its defaults. */
export function resolveInProcessNetwork(user: InProcessNetworkUserConfig): InProcessNetworkConfig {
  return {
    type: 'in-process',
    chainId: BigInt(user.chainId ?? 31337),
    networkId: toBigint(user.networkId),
    hardfork: user.hardfork,
    mnemonic: user.mnemonic,
    accountCount: user.accountCount,
    balanceWei: user.balanceWei,
    accounts: user.accounts,
    derivationPath: user.derivationPath,
    blockGasLimit: toBigint(user.blockGasLimit),
    baseFeePerGas: toBigint(user.baseFeePerGas),
    minGasPrice: toBigint(user.minGasPrice),
    coinbase: user.coinbase,
    mining: user.mining,
    initialDate: user.initialDate === undefined ? undefined : new Date(user.initialDate),
    allowUnlimitedContractSize: user.allowUnlimitedContractSize ?? false,
    allowBlocksWithSameTimestamp: user.allowBlocksWithSameTimestamp ?? false,
    throwOnTransactionFailures: user.throwOnTransactionFailures ?? true,
    throwOnCallFailures: user.throwOnCallFailures ?? true,
    fork: resolveFork(user.fork),
  }
}

function resolveAccounts(accounts: HttpNetworkUserConfig['accounts']): HttpAccountsConfig {
  if (accounts === undefined || accounts === 'node') return { type: 'node' }
  if ('keystore' in accounts) return { type: 'keystore', ...accounts }
  if ('mnemonic' in accounts) {
    const {
      mnemonic,
      passphrase = '',
      count = 10,
      initialIndex = 0,
      derivationPath = "m/44'/60'/0'/0/",
    } = accounts
    return { type: 'mnemonic', mnemonic, passphrase, count, initialIndex, derivationPath }
  }
  return { type: 'keys', keys: [...accounts] }
}

function resolveHttpNetwork(user: HttpNetworkUserConfig): HttpNetworkConfig {
  return {
    type: 'http',
    url: user.url,
    accounts: resolveAccounts(user.accounts),
    chainId: toBigint(user.chainId),
    gasPrice: toBigint(user.gasPrice),
    maxFeePerGas: toBigint(user.maxFeePerGas),
    maxPriorityFeePerGas: toBigint(user.maxPriorityFeePerGas),
    gasMultiplier: user.gasMultiplier ?? 1,
    confirmations: user.confirmations ?? 1,
    timeoutMs: user.timeoutMs ?? 30_000,
    pollingIntervalMs: user.pollingIntervalMs,
    headers: user.headers ?? {},
  }
}

/** A network with its defaults; one with a `url` is of type `http`. */
export function resolveNetwork(user: NetworkUserConfig): NetworkConfig {
  return 'url' in user ? resolveHttpNetwork(user) : resolveInProcessNetwork(user)
}
