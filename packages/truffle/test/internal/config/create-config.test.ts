import { expect } from 'chai'
import { createConfig } from '../../../src/internal/config/create-config.js'

describe('createConfig', () => {
  it("has Truffle's defaults", () => {
    const config = createConfig('/p')
    expect(config.build_directory).to.equal('/p/build')
    expect(config.contracts_build_directory).to.equal('/p/build/contracts')
    expect(config.migrations_directory).to.equal('/p/migrations')
    expect(config.test_directory).to.equal('/p/test')
    expect('.es6').to.match(config.migrations_file_extension_regexp)
    expect(config.compilers).to.deep.equal({
      solc: { settings: { optimizer: { enabled: false, runs: 200 }, remappings: [] } },
      vyper: { settings: {} },
    })
    expect(config.network_id).to.equal(null)
    expect(config.provider).to.equal(null)
    expect(config.confirmations).to.equal(0)
  })

  it('resolves folders, and derives those below them', () => {
    const config = createConfig('/p').merge({ build_directory: 'out', contracts_directory: '/c' })
    expect(config.contracts_build_directory).to.equal('/p/out/contracts')
    expect(config.contracts_directory).to.equal('/c')
  })

  it('merges compilers, mocha and networks deeply, and replaces the rest', () => {
    const config = createConfig('/p').merge({
      compilers: { solc: { version: '0.5.16', settings: { optimizer: { enabled: true } } } },
      mocha: { timeout: 5 },
      ens: { enabled: true },
      api_keys: { etherscan: 'k' },
    })
    expect(config.compilers['solc']).to.deep.equal({
      version: '0.5.16',
      settings: { optimizer: { enabled: true, runs: 200 }, remappings: [] },
    })
    expect(config.mocha).to.deep.equal({ bail: false, grep: null, timeout: 5 })
    expect(config['ens']).to.deep.equal({ enabled: true })
    expect(config['api_keys']).to.deep.equal({ etherscan: 'k' })
    expect(config.networks).to.have.property('dashboard')
  })

  it('does not change what is merged into it', () => {
    const networks = { a: { network_id: 1 } }
    const config = createConfig('/p').merge({ networks })
    Object.assign(config.networks['a'] ?? {}, { from: '0x1' })
    expect(networks).to.deep.equal({ a: { network_id: 1 } })
  })

  it('has the values of the chosen network, as they are at each access', () => {
    const config = createConfig('/p').merge({
      networks: { a: { network_id: 1, gas: 5, type: 'quorum' }, b: { network_id: 2 } },
    })
    config.network = 'a'
    expect([config.network_id, config.gas, config.type]).to.deep.equal([1, 5, 'quorum'])
    config.network = 'b'
    expect([config.network_id, config.gas]).to.deep.equal([2, undefined])
    Object.assign(config.networks['b'] ?? {}, { gas: 7 })
    expect(config.gas).to.equal(7)
  })

  it('keeps what the network decides from being set', () => {
    const config = createConfig('/p')
    expect(() => Reflect.set(config, 'gas', 1)).to.throw('config.gas')
    expect(config.merge({ gas: 1 }).gas).to.equal(null)
  })

  it('with makes another config, where computed values can be replaced, too', () => {
    const config = createConfig('/p').merge({ networks: { a: { network_id: 1, gas: 5 } } })
    config.network = 'a'
    const other = config.with({ gas: 9, file: 'x.js', quiet: true })
    expect([other.gas, other['file'], other.quiet]).to.deep.equal([9, 'x.js', true])
    expect([config.gas, config['file'], config.quiet]).to.deep.equal([5, undefined, false])
    expect(other.network_id).to.equal(1)
    expect(other.with({}).gas).to.equal(9)
    expect(createConfig('/q').with(config).working_directory).to.equal('/p')
  })

  it('calls a function that makes a provider once, and only when it is asked for', () => {
    let calls = 0
    const made = { request: async () => '0x1' }
    const provider = (): unknown => {
      calls += 1
      return made
    }
    const config = createConfig('/p').merge({ networks: { a: { network_id: 1, provider } } })
    config.network = 'a'
    config.with({ quiet: true })
    expect(calls).to.equal(0)
    expect(config.provider).to.equal(config.provider)
    expect(calls).to.equal(1)
    expect(config.provider).to.equal(made)
  })

  it('normalizes what throws away', () => {
    const values = {
      a: 1,
      get b(): never {
        throw new Error('no')
      },
    }
    expect(createConfig('/p').normalize(values)).to.deep.equal({ a: 1 })
  })
})
