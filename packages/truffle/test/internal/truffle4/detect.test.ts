import { expect } from 'chai'
import { hardforkOfGanacheCli } from '../../../src/internal/network/ganache-cli-versions.js'
import { detectTruffle4, type Evidence } from '../../../src/internal/truffle4/detect.js'
import { solcOfTruffle4 } from '../../../src/internal/truffle4/solc-versions.js'

function evidence(parts: Partial<Evidence>): Evidence {
  return {
    ranges: {},
    versionOf: () => undefined,
    needsSolidity5: () => false,
    countIdioms: () => ({ legacy: 0, current: 0 }),
    ...parts,
  }
}

describe('detectTruffle4', () => {
  const old: readonly (readonly [string, Partial<Evidence>])[] = [
    ['a range of Truffle 4', { ranges: { truffle: '^4.1.13', web3: '^1.0.0' } }],
    ['an exact version', { ranges: { truffle: '4.1.14' } }],
    ['an installed Truffle 4', { versionOf: (name) => (name === 'truffle' ? '4.1.5' : undefined) }],
    ['web3 0.20', { ranges: { web3: '0.20.6' } }],
    ['truffle-contract 3', { ranges: { 'truffle-contract': '^3.0.6' } }],
    [
      'tests of its time that a newer compiler was put into',
      {
        ranges: { truffle: '4.1.14' },
        needsSolidity5: () => true,
        countIdioms: () => ({ legacy: 3, current: 0 }),
      },
    ],
    ['tests of its time', { countIdioms: () => ({ legacy: 12, current: 1 }) }],
    ['the switch', { explicit: { isTruffle4: true, where: 'x' }, ranges: { truffle: '^5.0.0' } }],
  ]
  for (const [title, parts] of old) {
    it(`goes by ${title}`, () => {
      expect(detectTruffle4(evidence(parts))).to.have.property('isTruffle4', true)
    })
  }

  const current: readonly (readonly [string, Partial<Evidence>])[] = [
    ['nothing', {}],
    [
      'Truffle 5',
      { ranges: { truffle: '^5.1.7' }, countIdioms: () => ({ legacy: 9, current: 0 }) },
    ],
    ['web3 1', { ranges: { web3: '^1.2.0' }, countIdioms: () => ({ legacy: 9, current: 0 }) }],
    [
      'Solidity that Truffle 4 cannot compile',
      { ranges: { truffle: '^4.1.14' }, needsSolidity5: () => true },
    ],
    ['tests that speak both', { countIdioms: () => ({ legacy: 3, current: 5 }) }],
    ['the switch', { explicit: { isTruffle4: false, where: 'x' }, ranges: { truffle: '4.1.14' } }],
  ]
  for (const [title, parts] of current) {
    it(`leaves Truffle 5 with ${title}`, () => {
      expect(detectTruffle4(evidence(parts))).to.deep.equal({ isTruffle4: false })
    })
  }

  it('says why, and which release', () => {
    const ranges = { truffle: '^4.1.13' }
    const versionOf = (name: string) => (name === 'truffle' ? '4.1.13' : undefined)
    expect(detectTruffle4(evidence({ ranges, versionOf }))).to.deep.equal({
      isTruffle4: true,
      reason: 'package.json asks for truffle ^4.1.13',
      truffle: '4.1.13',
    })
  })
})

describe('solcOfTruffle4', () => {
  const cases = {
    '4.1.14': '0.4.24',
    '4.1.5': '0.4.21',
    '4.0.4': '0.4.18',
    '^4.1.13': '0.4.26',
    '~4.0.1': '0.4.19',
  }
  for (const [version, solc] of Object.entries(cases)) {
    it(`gives ${solc} for ${version}`, () => {
      expect(solcOfTruffle4(version)).to.equal(solc)
    })
  }

  it('gives the last one when nothing is known', () => {
    expect(solcOfTruffle4(undefined)).to.equal('0.4.26')
  })
})

describe('hardforkOfGanacheCli', () => {
  const cases = { '6.1.0': 'byzantium', '6.4.3': 'petersburg', '6.8.1': 'istanbul' }
  for (const [version, hardfork] of Object.entries(cases)) {
    it(`gives ${hardfork} for ${version}`, () => {
      expect(hardforkOfGanacheCli(version)).to.equal(hardfork)
    })
  }

  it('gives the newest for a range', () => {
    expect(hardforkOfGanacheCli('^6.1.0')).to.equal('muirGlacier')
  })
})
