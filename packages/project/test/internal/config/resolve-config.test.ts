import { expect } from 'chai'
import { resolveConfig } from '../../../src/internal/config/resolve-config.js'
import { secret } from '../../../src/secret.js'
import { failure } from '../../support/expect-code.js'

const root = '/shop'

function resolve(user: unknown): ReturnType<typeof resolveConfig> {
  return resolveConfig(user, { root, file: '/shop/scaffold.config.ts' })
}

const key = `0x${'ab'.repeat(32)}`

describe('resolveConfig', () => {
  it('fills in every default of an empty config', () => {
    const config = resolve({})
    expect(config.solidity).to.deep.equal({
      versions: [],
      settings: { optimizer: { enabled: true, runs: 200 } },
      overrides: {},
      remappings: [],
    })
    expect(config.paths).to.deep.equal({
      root,
      sources: '/shop/contracts',
      tests: '/shop/test',
      migrations: '/shop/migrations',
      artifacts: '/shop/artifacts',
      cache: '/shop/cache',
      types: '/shop/types',
      deployments: '/shop/deployments',
    })
    expect(config.defaultNetwork).to.equal('in-process')
    expect(config.networks['in-process']).to.include({ type: 'in-process', chainId: 31337n })
    expect(config.test).to.include({ timeoutMs: 40_000, parallel: false, reporter: 'spec' })
  })

  it('publishes sources on Sourcify, unless told otherwise, and on what has a key', () => {
    expect(resolve({}).verify).to.deep.equal({
      sourcify: {
        type: 'sourcify',
        url: 'https://sourcify.dev/server',
        apiKey: undefined,
        networks: undefined,
      },
    })
    const { verify } = resolve({
      verify: {
        sourcify: false,
        etherscan: { apiKey: 'a-key-in-plain-text' },
        blockscout: { url: 'http://127.0.0.1:4000/api', networks: ['local'] },
      },
    })
    expect(Object.keys(verify)).to.deep.equal(['etherscan', 'blockscout'])
    expect(verify['etherscan']).to.deep.include({ type: 'etherscan', networks: undefined })
    expect(verify['blockscout']).to.deep.include({ type: 'etherscan', networks: ['local'] })
    expect(JSON.stringify(verify)).not.to.contain('plain-text')
  })

  for (const [verify, code] of [
    [{ blockscout: {} }, 'CONFIG_INVALID'],
    [{ etherscan: { key: 'x' } }, 'CONFIG_UNKNOWN_KEY'],
    [{ etherscan: { apiKey: 5 } }, 'CONFIG_INVALID'],
    [{ etherscan: true }, 'CONFIG_INVALID'],
  ] as const) {
    it(`refuses verify: ${JSON.stringify(verify)}`, async () => {
      await failure(code, () => resolve({ verify }))
    })
  }

  it('optimizes unless told otherwise', () => {
    const optimizer = { enabled: true, runs: 200 }
    const { solidity } = resolve({
      solidity: {
        settings: { viaIR: true },
        overrides: {
          'contracts/A.sol': { version: '0.7.6' },
          'contracts/B.sol': { settings: { evmVersion: 'paris' } },
          'contracts/C.sol': { settings: { optimizer: { enabled: false } } },
        },
      },
    })
    expect(solidity.settings).to.deep.equal({ optimizer, viaIR: true })
    expect(solidity.overrides).to.deep.equal({
      'contracts/A.sol': { version: '0.7.6' },
      'contracts/B.sol': { settings: { optimizer, evmVersion: 'paris' } },
      'contracts/C.sol': { settings: { optimizer: { enabled: false } } },
    })
  })

  it('takes Solidity as a version, a list or an object', () => {
    expect(resolve({ solidity: 'v0.8.37' }).solidity.versions).to.deep.equal(['0.8.37'])
    expect(resolve({ solidity: ['0.4.26', '0.8.37'] }).solidity.versions).to.deep.equal([
      '0.4.26',
      '0.8.37',
    ])
    const { solidity } = resolve({
      solidity: {
        version: '0.8.20',
        settings: { optimizer: { enabled: true } },
        overrides: { 'contracts/A.sol': { version: '0.7.6' } },
        remappings: ['@a/=lib/a/'],
        soljson: 'tools/soljson.js',
      },
    })
    expect(solidity).to.deep.equal({
      versions: ['0.8.20'],
      settings: { optimizer: { enabled: true } },
      overrides: { 'contracts/A.sol': { version: '0.7.6' } },
      remappings: ['@a/=lib/a/'],
      soljsonPath: '/shop/tools/soljson.js',
    })
  })

  it('tells http networks by their url, and their accounts apart', () => {
    const { networks } = resolve({
      networks: {
        node: { url: 'http://127.0.0.1:8545' },
        keys: { url: secret('URL'), accounts: [secret('KEY'), key], chainId: 1 },
        words: { url: 'https://rpc.test', accounts: { mnemonic: secret('WORDS'), count: 3 } },
        file: { url: 'https://rpc.test', accounts: { keystore: 'k.json', password: secret('P') } },
        mixed: {
          url: 'https://rpc.test',
          accounts: [key, 'node', { signer: { url: 'http://127.0.0.1:8550' } }, { keystore: 'k' }],
        },
      },
    })
    const accounts = (name: string): unknown => {
      const network = networks[name]
      return network?.type === 'http' ? network.accounts : undefined
    }
    expect(accounts('node')).to.deep.equal([{ type: 'node' }])
    expect(accounts('keys')).to.containSubset([{ type: 'key' }, { type: 'key' }])
    expect(accounts('words')).to.containSubset([{ type: 'mnemonic', count: 3, initialIndex: 0 }])
    expect(accounts('file')).to.containSubset([{ type: 'keystore', keystore: 'k.json' }])
    const mixed = ['key', 'node', 'external', 'keystore'].map((type) => ({ type }))
    expect(accounts('mixed')).to.containSubset(mixed)
    expect(networks.keys).to.include({ chainId: 1n, confirmations: 1, gasMultiplier: 1 })
  })

  it('keeps chain ids beyond 2^53', () => {
    const chainId = 3503995874084926n
    expect(resolve({ networks: { 'in-process': { chainId } } }).networks['in-process']).to.include({
      chainId,
    })
  })

  it('is frozen all the way down, and leaves what the user wrote as it was', () => {
    const user = {
      solidity: { settings: { optimizer: { runs: 1 } } },
      test: { mocha: { grep: /x/ } },
    }
    const config = resolve(user)
    expect(Object.isFrozen(config.solidity.settings.optimizer)).to.equal(true)
    expect(Object.isFrozen(config.networks['in-process'])).to.equal(true)
    expect(Object.isFrozen(user.solidity.settings)).to.equal(false)
    expect(config.test.mocha).to.deep.equal({ grep: /x/ })
  })

  const invalid: readonly (readonly [string, unknown, string])[] = [
    [
      'a number as URL',
      { networks: { sepolia: { url: 12 } } },
      'networks.sepolia.url: expected a URL, got 12',
    ],
    [
      'a host as URL',
      { networks: { s: { url: 'localhost:8545' } } },
      'networks.s.url: expected a URL, got "localhost:8545"',
    ],
    [
      'a URL that is not set',
      { networks: { s: { url: undefined } } },
      'networks.s.url: expected a URL, got undefined',
    ],
    ['no URL', { networks: { s: { type: 'http' } } }, 'networks.s.url: is missing'],
    [
      'another type',
      { networks: { s: { type: 'ws' } } },
      `networks.s.type: expected 'in-process' or 'http', got "ws"`,
    ],
    [
      'a network that is text',
      { networks: { s: 'http://x' } },
      'networks.s: expected an object, got "http://x"',
    ],
    [
      'a version that is none',
      { solidity: 'latest' },
      `solidity: expected a version such as '0.8.37', got "latest"`,
    ],
    [
      'a fraction of a chain id',
      { networks: { 'in-process': { chainId: 1.5 } } },
      'networks.in-process.chainId: expected a chain id, got 1.5',
    ],
    [
      'wei as a number',
      { networks: { 'in-process': { balanceWei: 5 } } },
      'networks.in-process.balanceWei: expected wei as a bigint, e.g. 10n ** 18n, got 5',
    ],
    [
      'a negative time',
      { test: { timeoutMs: -1 } },
      'test.timeoutMs: expected milliseconds, got -1',
    ],
    [
      'an empty path',
      { paths: { sources: '' } },
      'paths.sources: expected a path, got an empty string',
    ],
    [
      'a remapping without target',
      { solidity: { remappings: ['a'] } },
      `solidity.remappings.0: expected 'prefix=target', got "a"`,
    ],
    ['an array', [], 'the config: expected an object, got an array'],
    [
      'accounts of a wrong kind',
      { networks: { s: { url: 'http://x', accounts: 5 } } },
      "networks.s.accounts: expected 'node', a private key, or an object with mnemonic, keystore or signer, or an array of them, got a number",
    ],
    [
      'both version and versions',
      { solidity: { version: '0.8.1', versions: ['0.8.2'] } },
      'solidity: expected version or versions, got both',
    ],
    [
      'a URL for the reserved name',
      { networks: { 'in-process': { url: 'http://x' } } },
      'networks.in-process: this name is kept for the chain inside the process',
    ],
    [
      'a name that is a path',
      { networks: { '../evil': {} } },
      'networks.../evil: expected a name of letters, digits, -, _ and ., got "../evil"',
    ],
  ]
  for (const [what, user, message] of invalid) {
    it(`refuses ${what}`, async () => {
      const error = await failure('CONFIG_INVALID', () => resolve(user))
      expect(error.shortMessage).to.equal(message)
      expect(error.message).to.include('/shop/scaffold.config.ts')
    })
  }

  it('says how to make a URL from the environment optional', async () => {
    const error = await failure('CONFIG_INVALID', () =>
      resolve({ networks: { s: { url: undefined } } }),
    )
    expect(error.hint).to.include("secret('NAME')")
  })

  it('takes a network for what its keys resemble', async () => {
    const error = await failure('CONFIG_INVALID', () =>
      resolve({ networks: { a: { rpcUrl: 'http://x' } }, paths: { source: 'src' } }),
    )
    expect(error.data?.problems).to.deep.equal([
      'paths.source: unknown key. Did you mean "sources"?',
      'networks.a.url: is missing',
      'networks.a.rpcUrl: unknown key',
    ])
  })

  it('lists every problem at once', async () => {
    const user = { solidity: 5, networks: { s: { url: 1 } }, paths: { typ: 'x' } }
    const error = await failure('CONFIG_INVALID', () => resolve(user))
    expect(error.data?.problems).to.have.length(3)
  })

  const unknown: readonly (readonly [unknown, string, string])[] = [
    [{ solidty: '0.8.1' }, 'solidty: unknown key', 'Did you mean "solidity"?'],
    [
      { networks: { s: { url: 'http://x', acounts: [] } } },
      'networks.s.acounts: unknown key',
      'Did you mean "accounts"?',
    ],
    [
      { networks: { s: { chainID: 1 } } },
      'networks.s.chainID: unknown key',
      'Did you mean "chainId"?',
    ],
    [
      { networks: { a: { ulr: 'http://x' } } },
      'networks.a.ulr: unknown key',
      'Did you mean "url"?',
    ],
    [
      { networks: { a: { type: 'in-process', ulr: 'http://x' } } },
      'networks.a.ulr: unknown key',
      'Did you mean "url"?',
    ],
    [
      { networks: { a: { url: 'http://x', minning: {} } } },
      'networks.a.minning: unknown key',
      'Did you mean "mining"?',
    ],
    [
      { networks: { a: { url: 'http://x', mining: {} } } },
      'networks.a.mining: unknown key',
      'Only in-process networks have it',
    ],
    [
      { networks: { a: { mining: {}, confirmations: 2 } } },
      'networks.a.confirmations: unknown key',
      'Only networks with a url have it',
    ],
    [
      { networks: { 'in-process': { fork: { ulr: 'http://x' } } } },
      'networks.in-process.fork.ulr: unknown key',
      'Did you mean "url"?',
    ],
    [{ paths: { source: 'src' } }, 'paths.source: unknown key', 'Did you mean "sources"?'],
    [
      { test: { zzz: 1 } },
      'test.zzz: unknown key',
      'Known keys here: timeoutMs, parallel, reporter, require, bail, coverage, mocha',
    ],
  ]
  for (const [user, message, hint] of unknown) {
    it(`knows no ${message}`, async () => {
      const error = await failure('CONFIG_UNKNOWN_KEY', () => resolve(user))
      expect(error.shortMessage).to.equal(message)
      expect(error.hint).to.equal(hint)
    })
  }

  it('knows no default network that is not there', async () => {
    const error = await failure('NETWORK_UNKNOWN', () =>
      resolve({ networks: { sepolia: { url: 'http://x' } }, defaultNetwork: 'seploia' }),
    )
    expect(error.hint).to.equal('Did you mean "sepolia"?')
  })
})
