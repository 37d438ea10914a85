import { expect } from 'chai'
import { formatScaffoldConfig } from '../src/format-scaffold-config.js'
import { toScaffoldConfig } from '../src/to-scaffold-config.js'
import { useTempProject } from './support/temp-project.js'

describe('toScaffoldConfig', () => {
  const temp = useTempProject()

  it('has what both have, and says what it leaves out', async () => {
    temp.write({
      'truffle-config.js': `module.exports = {
        contracts_directory: './src',
        networks: {
          development: { host: '127.0.0.1', port: 7545, network_id: '*', gasPrice: 20000000000 },
          live: { provider: () => ({}), network_id: 1 },
          ropsten: { url: "https://x/it's", network_id: 3, confirmations: 2 },
        },
        mocha: { timeout: 100000, reporter: 'eth-gas-reporter' },
        compilers: { solc: { version: 'v0.6.12', settings: { evmVersion: 'istanbul' } } },
      }`,
    })
    const { config, notes } = toScaffoldConfig(await temp.load())
    expect(config).to.deep.equal({
      solidity: {
        version: '0.6.12',
        settings: { optimizer: { enabled: false, runs: 200 }, evmVersion: 'istanbul' },
      },
      paths: { sources: 'src', tests: 'test', migrations: 'migrations' },
      networks: {
        development: { url: 'http://127.0.0.1:7545', gasPrice: 20_000_000_000n },
        ropsten: { url: "https://x/it's", confirmations: 2 },
      },
      test: { timeoutMs: 100_000 },
    })
    expect(notes).to.have.lengthOf(1).and.property('0').that.contains('Network live')
    expect(formatScaffoldConfig(config)).to.equal(`import { defineConfig } from 'scaffold-evm'

// Made of truffle-config.js.
export default defineConfig({
  solidity: {
    version: '0.6.12',
    settings: {
      optimizer: {
        enabled: false,
        runs: 200,
      },
      evmVersion: 'istanbul',
    },
  },
  paths: {
    sources: 'src',
    tests: 'test',
    migrations: 'migrations',
  },
  networks: {
    development: {
      url: 'http://127.0.0.1:7545',
      gasPrice: 20000000000n,
    },
    ropsten: {
      url: 'https://x/it\\'s',
      confirmations: 2,
    },
  },
  test: {
    timeoutMs: 100000,
  },
})
`)
  })

  it('has the compiler that Truffle takes when none is named', async () => {
    temp.write({ 'truffle-config.js': 'module.exports = {}' })
    expect(toScaffoldConfig(await temp.load()).config.solidity).to.have.property(
      'version',
      '0.5.16',
    )
  })

  it('has settings in the places where older projects have them', async () => {
    temp.write({
      'truffle-config.js': `module.exports = {
        compilers: { solc: { version: '0.6.12', evmVersion: 'istanbul' } },
        solc: { optimizer: { enabled: true, runs: 9 } },
      }`,
    })
    const { settings } = toScaffoldConfig(await temp.load()).config.solidity
    expect(settings).to.deep.equal({ optimizer: { enabled: true, runs: 9 } })
  })
})
