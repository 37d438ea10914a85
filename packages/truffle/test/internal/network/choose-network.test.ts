import { expect } from 'chai'
import { createConfig } from '../../../src/internal/config/create-config.js'
import { chooseNetwork, type SessionPurpose } from '../../../src/internal/network/choose-network.js'

function chosen(
  networks: Record<string, Record<string, unknown>>,
  purpose: SessionPurpose,
  network?: string,
): string {
  const config = createConfig('/p').merge({ networks, network })
  const { kind, name } = chooseNetwork(config, purpose)
  expect(config.network).to.equal(name)
  return `${kind} ${name}`
}

describe('chooseNetwork', () => {
  const development = { host: '127.0.0.1', port: 8545, network_id: '*' }

  const rows: readonly [string, Parameters<typeof chosen>, string][] = [
    [
      'the one that was named',
      [{ development, live: { url: 'x', network_id: 1 } }, 'exec', 'live'],
      'external live',
    ],
    ['development', [{ development }, 'migrate'], 'external development'],
    ['development for tests', [{ development }, 'test'], 'external development'],
    ["a chain of Truffle's own for tests", [{}, 'test'], 'managed test'],
    ['the same with settings', [{ test: { gasLimit: 9 } }, 'test'], 'managed test'],
    ['a test network that says where it is', [{ test: development }, 'test'], 'external test'],
    ['what Truffle makes up elsewhere', [{}, 'migrate'], 'external ganache'],
    ['the chain of develop', [{ development }, 'develop'], 'managed develop'],
    [
      'the test network in another command',
      [{ test: { network_id: 5 } }, 'exec', 'test'],
      'managed test',
    ],
  ]
  for (const [title, args, expected] of rows) {
    it(`chooses ${title}`, () => expect(chosen(...args)).to.equal(expected))
  }

  it('says which network it does not know', () => {
    expect(() => chosen({ development }, 'exec', 'nope'))
      .to.throw('Unknown network "nope"')
      .with.property('code', 'TRUFFLE_NETWORK_UNKNOWN')
  })

  it('wants a network_id', () => {
    expect(() => chosen({ live: { url: 'http://x' } }, 'exec', 'live'))
      .to.throw("You must specify a network_id in your 'live' configuration")
      .with.property('code', 'TRUFFLE_NETWORK_ID_MISSING')
  })
})
