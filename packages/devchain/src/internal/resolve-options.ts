import { invalidOptionError } from '../errors/devchain.js'
import type { DevchainOptions } from '../options.js'
import type { ChainOptions } from './chain/chain-options.js'
import { engineNames } from './chain/execution/engine.js'
import { isRecord } from './is-record.js'
import {
  callback,
  count,
  date,
  headers,
  parseOptions,
  positive,
  signed,
  strictObject,
  unsigned,
  url,
  wei,
} from './option-types.js'
import type { NodeSettings } from './rpc/create-node.js'
import { type Dialect, hardhatDialect } from './rpc/dialect.js'
import { array, mapped, oneOf } from './rpc/params/combinators.js'
import { type Parsed, paramType, requiredField } from './rpc/params/param-type.js'
import { address, boolean, hash, string } from './rpc/params/scalars.js'

const account = mapped(
  strictObject('an account: {privateKey, balanceWei}', { privateKey: hash, balanceWei: wei }),
  ({ privateKey, balanceWei }) => ({
    privateKey: requiredField(privateKey, 'privateKey'),
    balanceWei,
  }),
)

const fork = mapped(
  strictObject('a fork: {url, blockNumber, headers}', { url, blockNumber: signed, headers }),
  (read) => ({ ...read, url: requiredField(read.url, 'url') }),
)

const fields = {
  dialect: oneOf(['hardhat', 'ganache', 'ganache6']),
  chainId: positive,
  networkId: unsigned,
  engine: oneOf(engineNames),
  hardfork: string,
  mnemonic: string,
  derivationPath: string,
  accountCount: count('a number of accounts, 0 to 10000', 10_000),
  balanceWei: wei,
  accounts: array(account, 'an array of {privateKey, balanceWei}'),
  blockGasLimit: positive,
  transactionGasLimit: positive,
  baseFeePerGas: unsigned,
  minGasPrice: unsigned,
  gasPrice: unsigned,
  coinbase: address,
  mining: strictObject('an object {auto, intervalMs, order}', {
    auto: boolean,
    intervalMs: count('milliseconds, 0 to 2147483647', 2_147_483_647),
    order: oneOf(['fees', 'arrival']),
  }),
  initialDate: date,
  allowUnlimitedContractSize: boolean,
  allowBlocksWithSameTimestamp: boolean,
  throwOnTransactionFailures: boolean,
  throwOnCallFailures: boolean,
  callsInNextBlock: boolean,
  unnamedGasPrice: unsigned,
  fork,
  genesis: paramType('the text of a genesis.json, or the parsed object', (value) =>
    typeof value === 'string' || isRecord(value) ? value : undefined,
  ),
  stateFile: string,
  forkCacheDir: string,
  onNotice: callback<(message: string) => void>('a function that takes a message'),
  now: callback<() => number>('a function that gives milliseconds since the epoch'),
  logger: callback<(line: string) => void>('a function that takes a line'),
}

const devchainOptions = strictObject('an object of options', fields)

/** {@link DevchainOptions}, checked, for those who go by them. */
export interface ResolvedOptions {
  readonly chain: ChainOptions
  readonly settings: NodeSettings
  readonly logger: (line: string) => void
}

type ReadOptions = Parsed<typeof devchainOptions>

/**
 * Checks options.
 *
 * @throws `DEVCHAIN_OPTION_INVALID`
 */
export async function resolveOptions(options: DevchainOptions): Promise<ResolvedOptions> {
  const given = readOptions(options)
  const dialect = await loadDialect(given.dialect)
  const read = await overDefaults(options, given)
  assertGenesisAlone(read)
  return {
    chain: chainOptions(read),
    settings: {
      dialect,
      transactionGas: read.transactionGasLimit,
      networkId: read.networkId,
      throwOnTransactionFailures: read.throwOnTransactionFailures ?? true,
      throwOnCallFailures: read.throwOnCallFailures ?? failsCalls(read),
      callsInNextBlock: read.callsInNextBlock ?? false,
      unnamedGasPrice: read.unnamedGasPrice,
    },
    logger: read.logger ?? ((line) => void process.stdout.write(`${line}\n`)),
  }
}

/** What a genesis says as well. */
const genesisOptions = ['chainId', 'hardfork', 'balanceWei', 'baseFeePerGas', 'fork'] as const

function assertGenesisAlone(read: ReadOptions): void {
  if (read.genesis === undefined) return
  const twice = genesisOptions.find((name) => read[name] !== undefined)
  if (twice === undefined) return
  throw invalidOptionError(twice, 'there is a genesis, too', 'Leave one of the two out')
}

function chainOptions(read: ReadOptions): ChainOptions {
  const { auto, intervalMs, order } = read.mining ?? {}
  return {
    chainId: read.chainId,
    engine: read.engine,
    hardfork: read.hardfork,
    mnemonic: read.mnemonic,
    derivationPath: read.derivationPath,
    accountCount: read.accountCount,
    balanceWei: read.balanceWei,
    accounts: read.accounts,
    blockGasLimit: read.blockGasLimit,
    baseFeePerGas: read.baseFeePerGas,
    minGasPrice: read.minGasPrice,
    gasPrice: read.gasPrice,
    coinbase: read.coinbase,
    mining: {
      ...(auto === undefined ? {} : { isAutomine: auto }),
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(order === undefined ? {} : { order }),
    },
    initialTimestampSec: read.initialDate,
    allowUnlimitedContractSize: read.allowUnlimitedContractSize,
    allowBlocksWithSameTimestamp: read.allowBlocksWithSameTimestamp,
    // Ganache's clock runs on through a revert; Hardhat's goes back with the blocks.
    snapshotClock: isGanache(read) ? 'offset' : 'time',
    // Helpers of its time may count on the first snapshot being 0x1 again.
    snapshotIds: isGanache(read) ? 'reused' : 'unique',
    acceptsAnyChainId: read.dialect === 'ganache6',
    acceptsEmptyCreation: isGanache(read),
    fork: read.fork,
    ...(read.stateFile === undefined ? {} : { stateFile: { path: read.stateFile } }),
    onNotice: read.onNotice ?? warn,
    forkCacheDir: read.forkCacheDir,
    now: read.now,
  }
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`)
}

async function loadDialect(name: ReadOptions['dialect']): Promise<Dialect> {
  if (name !== 'ganache' && name !== 'ganache6') return hardhatDialect
  // Few chains speak it, and need not load it.
  const { ganacheDialect, ganache6Dialect } = await import('./rpc/ganache/dialect.js')
  return name === 'ganache' ? ganacheDialect : ganache6Dialect
}

/** ganache-cli 6 has one switch for both. */
function failsCalls({ dialect, throwOnTransactionFailures }: ReadOptions): boolean {
  return dialect !== 'ganache6' || throwOnTransactionFailures !== false
}

function isGanache({ dialect }: ReadOptions): boolean {
  return dialect === 'ganache' || dialect === 'ganache6'
}

/** The options with Ganache's in place of those that were not given, where it is Ganache's dialect. */
async function overDefaults(options: DevchainOptions, read: ReadOptions): Promise<ReadOptions> {
  if (!isGanache(read)) return read
  const { ganacheDefaults, ganache6Defaults } = await import('./rpc/ganache/defaults.js')
  const defaults = read.dialect === 'ganache' ? ganacheDefaults : ganache6Defaults
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return readOptions({ ...defaults(read.now ?? Date.now), ...Object.fromEntries(given) })
}

function readOptions(options: DevchainOptions): ReadOptions {
  return parseOptions(devchainOptions, options)
}
