import { expect } from 'chai'
import { fallbackChain } from '../../../src/internal/network/fallback-chain.js'
import type { TruffleProject } from '../../../src/truffle-project.js'

function chainOf(script: string, version?: string): ReturnType<typeof fallbackChain> {
  const project = {
    root: '/nowhere',
    config: { compilers: { solc: { version: '0.6.12' } } },
    flavor: { chains: { managed: {}, fallback: {} } },
    hints: {
      dependencies: version === undefined ? {} : { 'ganache-cli': version },
      scripts: { ganache: script },
    },
  }
  return fallbackChain(project as unknown as TruffleProject, { network_id: '*' })
}

describe('fallbackChain', () => {
  it('speaks as Ganache 6 in place of it', () => {
    const { options } = chainOf('ganache-cli -d')
    expect(options.dialect).to.equal('ganache6')
    expect(options.blockGasLimit).to.equal(6_721_975n)
    expect(chainOf('ganache-cli --chainId 7').options.chainId).to.equal(7n)
  })

  it('speaks as Ganache 7 in place of that', () => {
    const { options } = chainOf('ganache -d')
    expect(options.dialect).to.equal('ganache')
    expect(options.blockGasLimit).to.equal(30_000_000n)
  })

  it('is rich where nobody knows how rich it was', () => {
    expect(chainOf('truffle test').options.balanceWei).to.equal(10_000n * 10n ** 18n)
    expect(chainOf('ganache-cli -e 5').options.balanceWei).to.equal(5n * 10n ** 18n)
    expect(chainOf('ganache-cli -d').options.balanceWei).to.equal(undefined)
  })

  it('runs calls where the version of ganache-cli ran them', () => {
    expect(chainOf('ganache-cli', '6.4.1').options.callsInNextBlock).to.equal(true)
    for (const version of ['6.6.0', '^6.4.1', undefined]) {
      expect(chainOf('ganache-cli', version).options.callsInNextBlock).to.not.equal(true)
    }
  })

  it('prices what names no price as the version of ganache-cli did', () => {
    for (const version of ['6.0.3', '6.1.0', '6.1.6']) {
      expect(chainOf('ganache-cli', version).options.unnamedGasPrice).to.equal(1n)
    }
    for (const version of ['6.1.7', '6.2.0', '6.12.2', '^6.1.0', undefined]) {
      expect(chainOf('ganache-cli', version).options.unnamedGasPrice).to.equal(undefined)
    }
  })
})
