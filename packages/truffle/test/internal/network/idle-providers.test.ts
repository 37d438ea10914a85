import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import { hearIdleProviders } from '../../../src/internal/network/idle-providers.js'

describe('hearIdleProviders', () => {
  it('lets the engine of a provider fail without ending the process', () => {
    const engine = new EventEmitter()
    hearIdleProviders({ networks: { ropsten: { provider: { engine } }, local: { port: 8545 } } })
    expect(engine.emit('error', new Error('offline'))).to.equal(true)
  })

  it('lets what a provider begins with fail', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown): unknown => unhandled.push(error)
    const others = process.rawListeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', note)
    try {
      const initialized = Promise.reject(new Error('offline'))
      hearIdleProviders({ networks: { remote: { provider: { initialized } } } })
      await new Promise((resolve) => setImmediate(resolve))
    } finally {
      process.removeListener('unhandledRejection', note)
      for (const other of others) process.on('unhandledRejection', other as () => void)
    }
    expect(unhandled).to.deep.equal([])
  })

  it('makes no provider', () => {
    let calls = 0
    hearIdleProviders({ networks: { live: { provider: () => (calls += 1) } } })
    expect(calls).to.equal(0)
  })
})
