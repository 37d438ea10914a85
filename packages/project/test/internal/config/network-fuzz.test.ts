import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import fc from 'fast-check'
import { resolveConfig } from '../../../src/internal/config/resolve-config.js'
import { KeyPasswords } from '../../../src/internal/secrets/key-passwords.js'
import { loadAccounts } from '../../../src/internal/signing/load-accounts.js'
import type { Keystore } from '../../../src/keystore.js'
import { secret } from '../../../src/secret.js'

const key = `0x${'4c'.repeat(32)}`
const words = 'test test test test test test test test test test test junk'

/** Values of all kinds, more often those that are nearly right. */
const anything = fc.oneof(
  { weight: 1, arbitrary: fc.anything({ withBigInt: true, withNullPrototype: true }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      ...['node', '', 'x', key, key.slice(2), `${key}0`, words, 'http://127.0.0.1:1', 'ftp://x'],
      ...[`0x${'ab'.repeat(20)}`, "m/44'/60'/0'/0/", 'm/x', "m/44'/60'/9999999999/0", '0x'],
      ...[0, 1, -1, 3, 1.5, 10n, -1n, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, true, null],
      ...[undefined, [], {}, secret('NONE'), secret('DEFAULTED', { default: key }), Symbol('s')],
    ),
  },
)

function shaped(keys: readonly string[], values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const entries = Object.fromEntries(keys.map((name) => [name, values]))
  return fc.record(entries, { requiredKeys: [] })
}

const mnemonic = shaped(['passphrase', 'count', 'initialIndex', 'derivationPath'], anything).map(
  (rest) => ({ mnemonic: words, ...rest }),
)
const signer = shaped(['url', 'headers', 'accounts', 'sends', 'timeoutMs'], anything).map(
  (rest) => ({ signer: { url: 'http://127.0.0.1:1', timeoutMs: 50, ...rest } }),
)
const keystore = shaped(['keystore', 'password', 'passwordFd'], anything)
const source = fc.oneof(anything, mnemonic, signer, keystore)
const accounts = fc.oneof(source, fc.array(source, { maxLength: 3 }))
const network = fc
  .tuple(
    accounts,
    shaped(
      [
        ...['chainId', 'gasPrice', 'maxFeePerGas', 'maxPriorityFeePerGas', 'budgetWei'],
        ...['priorityFeePercentile', 'feeWaitMs', 'gasMultiplier', 'bumpAfterMs', 'bumpPercent'],
        ...['maxBumps', 'confirmations', 'timeoutMs', 'receiptTimeoutMs', 'production', 'headers'],
      ],
      anything,
    ),
  )
  .map(([own, rest]) => ({ url: 'http://127.0.0.1:1', accounts: own, ...rest }))

function assertOurs(thrown: unknown): void {
  if (!isScaffoldError(thrown)) throw thrown
}

/** Configs that are taken, and what each of our errors is when they are not. */
function resolved(user: unknown): ReturnType<typeof resolveConfig> | undefined {
  try {
    return resolveConfig(user, { root: '/nowhere' })
  } catch (error) {
    assertOurs(error)
    return undefined
  }
}

const empty: Keystore = {
  path: '/none',
  list: async () => [],
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => false,
}

describe('networks of the config', function () {
  this.timeout(60_000)

  it('are taken or refused by one of our errors, whatever they are', () => {
    fc.assert(
      fc.property(network, anything, (n, namedAccounts) => {
        resolved({ networks: { n } })
        resolved({ networks: { n: { url: 'http://127.0.0.1:1' } }, namedAccounts })
        resolved({ namedAccounts: { a: namedAccounts, b: { default: namedAccounts } } })
      }),
      { numRuns: 600 },
    )
  })

  it('give accounts or one of our errors', async () => {
    let given = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(mnemonic, keystore, fc.array(source, { maxLength: 2 })),
        async (own) => {
          const n = resolved({ networks: { n: { url: 'http://x', accounts: own } } })?.networks['n']
          if (n?.type !== 'http' || n.accounts.some(({ type }) => type === 'external')) return
          try {
            await loadAccounts(n.accounts, {
              source: { env: {}, keystore: empty },
              passwords: new KeyPasswords({}),
              root: '/nowhere',
              networkName: 'n',
              purpose: 'networks.n.accounts',
              chainId: 1n,
              pollingIntervalMs: 1,
            })
            given += 1
          } catch (error) {
            assertOurs(error)
          }
        },
      ),
      { numRuns: 300 },
    )
    expect(given).to.be.greaterThan(10)
  })
})
