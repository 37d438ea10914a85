import { expect } from 'chai'
import { fallbackChain } from '../../../src/internal/network/fallback-chain.js'
import type { TruffleProject } from '../../../src/truffle-project.js'

function chainOf(script: string): ReturnType<typeof fallbackChain> {
  const project = {
    root: '/nowhere',
    config: { compilers: { solc: { version: '0.6.12' } } },
    flavor: { chains: { managed: {}, fallback: {} } },
    hints: { dependencies: {}, scripts: { ganache: script } },
  }
  return fallbackChain(project as unknown as TruffleProject, { network_id: '*' })
}

describe('fallbackChain', () => {
  it('is chain 1 for contracts and signatures in place of Ganache 6', () => {
    const { options, isVersion6 } = chainOf('ganache-cli -d')
    expect(options.chainId).to.equal(1n)
    expect(isVersion6).to.equal(true)
    expect(chainOf('ganache-cli --chainId 7').options.chainId).to.equal(7n)
  })

  it('leaves the chain id to Ganache 7', () => {
    const { options, isVersion6 } = chainOf('ganache -d')
    expect(options.chainId).to.equal(undefined)
    expect(isVersion6).to.equal(false)
  })
})
