import * as v from 'valibot'
import { isSecretReference } from '../../secret.js'
import { type NetworkKind, networkKind } from './network-kind.js'

// Every message is what was expected; describe-issues.ts writes path and value around it.

const secretReference = v.custom((input) => isSecretReference(input), "a string or secret('NAME')")

/** An object of exactly these keys. The message of an unknown key is the list of the known ones. */
function shape(entries: Record<string, v.GenericSchema>, expected = 'an object'): v.GenericSchema {
  const known = Object.keys(entries).join(', ')
  const object = v.strictObject(entries, (issue) => (issue.expected === 'never' ? known : expected))
  // To valibot an array is an object, too.
  const never = v.custom(() => false, expected)
  return v.lazy((input) => (Array.isArray(input) ? never : object))
}

function stringOrSecret(schema: v.GenericSchema<unknown, unknown>): v.GenericSchema {
  return v.lazy((input) => (typeof input === 'string' ? schema : secretReference))
}

const text = v.pipe(v.string('a string'), v.nonEmpty('a string that is not empty'))
const maybeSecretText = stringOrSecret(text)
const bool = v.boolean('true or false')

function count(expected: string): v.GenericSchema {
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(0, expected))
}

/** Of gas, wei per gas, blocks and ids: a bigint, or a number that holds it exactly. */
function quantity(expected: string): v.GenericSchema {
  return v.lazy((input) =>
    typeof input === 'bigint'
      ? v.pipe(v.bigint(), v.minValue(0n, expected))
      : v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(0, expected)),
  )
}

function signedQuantity(expected: string): v.GenericSchema {
  return v.lazy((input) =>
    typeof input === 'bigint' ? v.bigint() : v.pipe(v.number(expected), v.safeInteger(expected)),
  )
}

function wei(expected: string): v.GenericSchema {
  return v.pipe(v.bigint(expected), v.minValue(0n, expected))
}

const httpUrl = stringOrSecret(
  v.custom((input) => {
    if (typeof input !== 'string' || !URL.canParse(input)) return false
    return ['http:', 'https:'].includes(new URL(input).protocol)
  }, 'a URL'),
)
const url: v.GenericSchema = v.lazy((input) =>
  typeof input === 'string' || isSecretReference(input) ? httpUrl : v.custom(() => false, 'a URL'),
)

const privateKey: v.GenericSchema = v.lazy((input) =>
  isSecretReference(input)
    ? v.any()
    : v.custom(
        (value) => typeof value === 'string' && /^(0x)?[0-9a-fA-F]{64}$/.test(value),
        "a private key (0x and 64 hexadecimal digits) or secret('NAME')",
      ),
)

const percent = v.pipe(
  v.number('a percentage'),
  v.minValue(0, 'a percentage from 0 to 100'),
  v.maxValue(100, 'a percentage from 0 to 100'),
)

const headers = v.record(v.string(), maybeSecretText, 'an object of strings')
const record = v.record(v.string(), v.unknown(), 'an object')
const path = v.pipe(v.string('a path'), v.nonEmpty('a path'))
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

const address = v.custom(
  (input) => typeof input === 'string' && /^0x[0-9a-fA-F]{40}$/.test(input),
  'an address (0x and 40 hexadecimal digits)',
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

const mnemonicAccounts = shape(
  {
    mnemonic: maybeSecretText,
    passphrase: v.optional(stringOrSecret(v.string('a string'))),
    count: v.optional(count('a number of accounts')),
    initialIndex: v.optional(count('an index')),
    derivationPath: v.optional(text),
  },
  'an object with mnemonic',
)

const keystoreAccount = shape(
  { keystore: path, password: maybeSecretText },
  'an object with keystore and password',
)

const httpAccounts = v.lazy((input) => {
  if (input === 'node') return v.any()
  if (Array.isArray(input)) return v.array(privateKey)
  if (typeof input === 'object' && input !== null && !isSecretReference(input)) {
    return 'keystore' in input ? keystoreAccount : mnemonicAccounts
  }
  return v.custom(
    () => false,
    "'node', an array of private keys, or an object with mnemonic or keystore",
  )
})

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
  test: v.optional(test),
  gas: v.optional(gas),
  verify: v.optional(verify),
})
