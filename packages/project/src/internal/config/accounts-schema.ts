import * as v from 'valibot'
import { isSecretReference } from '../../secret.js'
import {
  address,
  bool,
  count,
  headers,
  maybeSecretText,
  path,
  privateKey,
  shape,
  stringOrSecret,
  url,
} from './schema-values.js'

const mostAccounts = 10_000

function atMost(most: number, expected: string): v.GenericSchema {
  const isSmall = v.custom((input) => typeof input !== 'number' || input <= most, expected)
  return v.pipe(count(expected), isSmall)
}

const derivationPath = v.custom(
  (input) =>
    typeof input === 'string' &&
    /^m(\/\d+'?)*\/?$/.test(input) &&
    input.split('/').every((part) => part === 'm' || Number.parseInt(part || '0', 10) < 2 ** 31),
  "a derivation path, e.g. m/44'/60'/0'/0",
)

const mnemonicAccounts = shape(
  {
    mnemonic: maybeSecretText,
    passphrase: v.optional(stringOrSecret(v.string('a string'))),
    count: v.optional(atMost(mostAccounts, `a number of accounts up to ${mostAccounts}`)),
    initialIndex: v.optional(atMost(2 ** 31 - 1 - mostAccounts, 'an index below 2^31')),
    derivationPath: v.optional(derivationPath),
  },
  'an object with mnemonic',
)

const keystoreAccount = shape(
  {
    keystore: path,
    password: v.optional(maybeSecretText),
    passwordFd: v.optional(count('a number of a file descriptor')),
  },
  'an object with keystore and password',
)

const externalSigner = shape(
  {
    signer: shape(
      {
        url,
        headers: v.optional(headers),
        accounts: v.optional(v.array(address, 'an array of addresses')),
        sends: v.optional(bool),
        timeoutMs: v.optional(count('milliseconds')),
      },
      'an object with url',
    ),
  },
  'an object with signer',
)

const accountSourceRule = "'node', a private key, or an object with mnemonic, keystore or signer"

function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

/** What one object of accounts is meant to be; undefined when it is none. */
function accountsObject(input: unknown): v.GenericSchema | undefined {
  if (!isObject(input) || isSecretReference(input)) return undefined
  if ('keystore' in input) return keystoreAccount
  return 'signer' in input ? externalSigner : mnemonicAccounts
}

const accountSource = v.lazy((input) =>
  input === 'node' ? v.any() : (accountsObject(input) ?? privateKey),
)

/** Who signs on a JSON-RPC network. */
export const httpAccounts: v.GenericSchema = v.lazy((input) => {
  if (input === 'node') return v.any()
  if (Array.isArray(input)) return v.array(accountSource)
  return accountsObject(input) ?? v.custom(() => false, `${accountSourceRule}, or an array of them`)
})

const accountRule = 'the number of an account or an address, or an object of them by network'

const oneAccount = v.lazy((input) =>
  typeof input === 'number' ? count('the number of an account') : address,
)

/** What a name stands for. */
export const namedAccount: v.GenericSchema = v.lazy((input) => {
  if (isObject(input)) return v.record(v.string(), oneAccount, accountRule)
  return typeof input === 'number' || typeof input === 'string'
    ? oneAccount
    : v.custom(() => false, accountRule)
})
