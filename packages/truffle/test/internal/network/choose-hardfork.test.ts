import { expect } from 'chai'
import { createConfig } from '../../../src/internal/config/create-config.js'
import { chooseHardfork, ganache6Hardfork } from '../../../src/internal/network/choose-hardfork.js'

describe('chooseHardfork', () => {
  function chosen(solc: object, settings: Record<string, unknown> = {}): string {
    return chooseHardfork(createConfig('/p').merge({ compilers: { solc } }), settings)
  }

  const rows: readonly [
    title: string,
    solc: object,
    settings: Record<string, unknown>,
    expected: string,
  ][] = [
    ["Ganache's for the compiler that Truffle has", {}, {}, 'shanghai'],
    ["Ganache's for a compiler of its time", { version: '0.8.21' }, {}, 'shanghai'],
    ["Ganache's for an old range", { version: '^0.5.0' }, {}, 'shanghai'],
    ['what solc makes code for unless told', { version: '0.8.25' }, {}, 'cancun'],
    ['what solc makes code for unless told', { version: 'v0.8.30+commit.73712a01' }, {}, 'prague'],
    ['the newest', { version: '0.8.31' }, {}, 'osaka'],
    ['a newer one for a range that may end anywhere', { version: '^0.8.0' }, {}, 'prague'],
    ['a newer one for pragma', { version: 'pragma' }, {}, 'prague'],
    [
      'the evmVersion where it is newer',
      { version: '0.8.24', settings: { evmVersion: 'cancun' } },
      {},
      'cancun',
    ],
    [
      "Ganache's where evmVersion is older",
      { version: '0.8.30', settings: { evmVersion: 'paris' } },
      {},
      'shanghai',
    ],
    ['that of the network before all', { version: '0.8.31' }, { hardfork: 'istanbul' }, 'istanbul'],
    ['the old rules for legacy', {}, { hardfork: 'legacy' }, 'muirGlacier'],
  ]
  for (const [title, solc, settings, expected] of rows) {
    it(`is ${title}: ${expected}`, () => expect(chosen(solc, settings)).to.equal(expected))
  }
})

describe('ganache6Hardfork', () => {
  const rows: readonly [version: string | undefined, expected: string][] = [
    [undefined, 'muirGlacier'],
    ['0.5.10', 'muirGlacier'],
    ['v0.4.24+commit.e67f0147', 'muirGlacier'],
    ['<0.5.11', 'muirGlacier'],
    ['^0.6.0', 'muirGlacier'],
    ['>=0.5.0 <0.7.0', 'muirGlacier'],
    ['0.8.19', 'muirGlacier'],
    ['0.8.20', 'shanghai'],
    ['^0.8.0', 'shanghai'],
    ['>=0.4.22 <0.9.0', 'shanghai'],
    ['>=0.5.0', 'shanghai'],
    ['native', 'shanghai'],
    ['./node_modules/solc-0.5.0', 'shanghai'],
  ]
  for (const [version, expected] of rows) {
    it(`is ${expected} for ${version ?? 'the compiler that Truffle has'}`, () => {
      const config = createConfig('/p').merge({ compilers: { solc: { version } } })
      expect(ganache6Hardfork(config)).to.equal(expected)
    })
  }
})
