import * as v from 'valibot'
import { httpAccounts, namedAccount } from './accounts-schema.js'
import { type NetworkKind, networkKind } from './network-kind.js'
import {
  address,
  bool,
  count,
  headers,
  maybeSecretText,
  path,
  percent,
  privateKey,
  quantity,
  shape,
  signedQuantity,
  text,
  url,
  wei,
} from './schema-values.js'

const record = v.record(v.string(), v.unknown(), 'an object')
const version = v.pipe(
  v.string("a version such as '0.8.37'"),
  v.regex(/^v?\d+\.\d+\.\d+(\+.*)?$/, "a version such as '0.8.37'"),
)
const versions = v.array(version, 'an array of versions')

const solidityObject = shape(
  {
    version: v.optional(version),
    versions: v.optional(versions),
    settings: v.optional(record),
    overrides: v.optional(
      v.record(
        v.string(),
        shape(
          { version: v.optional(version), settings: v.optional(record) },
          'an object with version and settings',
        ),
        'an object by source name',
      ),
    ),
    remappings: v.optional(
      v.array(
        v.pipe(v.string("'prefix=target'"), v.includes('=', "'prefix=target'")),
        "an array of 'prefix=target'",
      ),
    ),
    soljson: v.optional(path),
  },
  'a version, an array of versions, or an object',
)

const solidity = v.lazy((input) => {
  if (typeof input === 'string') return version
  return Array.isArray(input) ? versions : solidityObject
})

const paths = shape(
  {
    sources: v.optional(path),
    tests: v.optional(path),
    migrations: v.optional(path),
    artifacts: v.optional(path),
    cache: v.optional(path),
    types: v.optional(v.lazy((input) => (input === false ? v.any() : path))),
    deployments: v.optional(path),
  },
  'an object of folders',
)

const mining = shape(
  {
    auto: v.optional(bool),
    intervalMs: v.optional(count('milliseconds')),
    order: v.optional(v.picklist(['fees', 'arrival'], "'fees' or 'arrival'")),
  },
  'an object with auto, intervalMs and order',
)

const fork = shape(
  {
    url,
    blockNumber: v.optional(signedQuantity('a block number')),
    headers: v.optional(headers),
    cache: v.optional(bool),
  },
  'an object with url',
)

const date = v.custom(
  (input) =>
    (input instanceof Date || typeof input === 'string') &&
    !Number.isNaN(new Date(input).getTime()),
  "a Date or a string such as '2026-01-31T12:00:00Z'",
)

const inProcessEntries = {
  type: v.optional(v.picklist(['in-process'], "'in-process' or 'http'")),
  dialect: v.optional(
    v.picklist(['hardhat', 'ganache', 'ganache6'], "'hardhat', 'ganache' or 'ganache6'"),
  ),
  chainId: v.optional(quantity('a chain id')),
  networkId: v.optional(quantity('a network id')),
  hardfork: v.optional(text),
  mnemonic: v.optional(maybeSecretText),
  accountCount: v.optional(count('a number of accounts')),
  balanceWei: v.optional(wei('wei as a bigint, e.g. 10n ** 18n')),
  accounts: v.optional(
    v.array(
      shape(
        { privateKey, balanceWei: v.optional(wei('wei as a bigint, e.g. 10n ** 18n')) },
        'an object with privateKey',
      ),
      'an array of { privateKey, balanceWei }',
    ),
  ),
  derivationPath: v.optional(text),
  blockGasLimit: v.optional(quantity('gas')),
  baseFeePerGas: v.optional(quantity('wei per gas')),
  minGasPrice: v.optional(quantity('wei per gas')),
  gasPrice: v.optional(quantity('wei per gas')),
  transactionGasLimit: v.optional(quantity('gas')),
  coinbase: v.optional(address),
  mining: v.optional(mining),
  initialDate: v.optional(date),
  allowUnlimitedContractSize: v.optional(bool),
  allowBlocksWithSameTimestamp: v.optional(bool),
  throwOnTransactionFailures: v.optional(bool),
  throwOnCallFailures: v.optional(bool),
  fork: v.optional(fork),
}

const httpEntries = {
  type: v.optional(v.picklist(['http'], "'in-process' or 'http'")),
  url,
  accounts: v.optional(httpAccounts),
  chainId: v.optional(quantity('a chain id')),
  gasPrice: v.optional(
    v.lazy((input) => (input === 'node' ? v.any() : quantity("wei per gas, or 'node'"))),
  ),
  maxFeePerGas: v.optional(quantity('wei per gas')),
  maxPriorityFeePerGas: v.optional(quantity('wei per gas')),
  priorityFeePercentile: v.optional(percent),
  feeWaitMs: v.optional(count('milliseconds')),
  gasMultiplier: v.optional(
    v.pipe(v.number('a number of at least 1'), v.minValue(1, 'a number of at least 1')),
  ),
  bumpAfterMs: v.optional(count('milliseconds')),
  bumpPercent: v.optional(
    v.pipe(
      v.number('a percentage from 10 to 1000'),
      v.minValue(10, 'a percentage from 10 to 1000'),
      v.maxValue(1000, 'a percentage from 10 to 1000'),
    ),
  ),
  maxBumps: v.optional(count('a number of replacements')),
  budgetWei: v.optional(quantity('wei')),
  confirmations: v.optional(count('a number of blocks')),
  timeoutMs: v.optional(count('milliseconds')),
  receiptTimeoutMs: v.optional(count('milliseconds')),
  pollingIntervalMs: v.optional(count('milliseconds')),
  production: v.optional(bool),
  headers: v.optional(headers),
}

/** The keys of each kind of network. */
export const networkKeys: Readonly<Record<NetworkKind, readonly string[]>> = {
  'in-process': Object.keys(inProcessEntries),
  http: Object.keys(httpEntries),
}

const networkSchemas = { 'in-process': shape(inProcessEntries), http: shape(httpEntries) }

const network = v.lazy((input) => {
  if (typeof input !== 'object' || input === null) return v.custom(() => false, 'an object')
  return networkSchemas[networkKind(input, networkKeys)]
})

// A network's name becomes the name of a file.
const networkNameRule = 'a name of letters, digits, -, _ and .'
const networkName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]*$/, networkNameRule))

const coverage = shape(
  {
    directory: v.optional(path),
    reporters: v.optional(v.array(text, "an array of reporters, e.g. ['text', 'lcov']")),
    exclude: v.optional(v.array(text, 'an array of source names or their beginnings')),
    thresholds: v.optional(
      shape(
        {
          statements: v.optional(percent),
          branches: v.optional(percent),
          functions: v.optional(percent),
          lines: v.optional(percent),
        },
        'an object of percentages',
      ),
    ),
  },
  'an object with directory, reporters, exclude and thresholds',
)

const test = shape({
  timeoutMs: v.optional(count('milliseconds')),
  parallel: v.optional(
    v.lazy((input) =>
      typeof input === 'boolean' ? bool : count('true, false or a number of workers'),
    ),
  ),
  reporter: v.optional(text),
  require: v.optional(v.array(text, 'an array of module names')),
  bail: v.optional(bool),
  coverage: v.optional(coverage),
  mocha: v.optional(record),
})

const gas = shape(
  {
    enabled: v.optional(bool),
    exclude: v.optional(v.array(text, 'an array of contracts or beginnings of source names')),
    countsCalls: v.optional(bool),
    showsSignatures: v.optional(bool),
    reportFile: v.optional(path),
    snapshotFile: v.optional(path),
    tolerance: v.optional(percent),
  },
  'an object with exclude, countsCalls, reportFile, …',
)

const verifier = shape(
  {
    type: v.optional(v.picklist(['sourcify', 'etherscan'], "'sourcify' or 'etherscan'")),
    url: v.optional(url),
    apiKey: v.optional(maybeSecretText),
    networks: v.optional(v.array(text, 'an array of names of networks')),
  },
  'an object with apiKey, url, …, or false',
)

const verify = v.record(
  v.string(),
  v.lazy((input) => (input === false ? v.any() : verifier)),
  'an object of services by name',
)

/** The schema of a whole user config. */
export const userConfig: v.GenericSchema = shape({
  solidity: v.optional(solidity),
  paths: v.optional(paths),
  networks: v.optional(v.record(networkName, network, 'an object of networks by name')),
  defaultNetwork: v.optional(text),
  namedAccounts: v.optional(v.record(v.string(), namedAccount, 'an object of accounts by name')),
  test: v.optional(test),
  gas: v.optional(gas),
  verify: v.optional(verify),
})
