import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import { hearIdleProviders } from '../../../src/internal/network/idle-providers.js'

describe('hearIdleProviders', () => {
  it('lets the engine of a provider fail without ending the process', () => {
    const engine = new EventEmitter()
    hearIdleProviders({ networks: { ropsten: { provider: { engine } }, local: { port: 8545 } } })
    expect(engine.emit('error', new Error('offline'))).to.equal(true)
  })

  it('makes no provider', () => {
    let calls = 0
    hearIdleProviders({ networks: { live: { provider: () => (calls += 1) } } })
    expect(calls).to.equal(0)
  })
})
