import { expect } from 'chai'
import { createOriginGuard } from '../../../src/internal/server/origin-guard.js'

describe('createOriginGuard', () => {
  const local = createOriginGuard('127.0.0.1', false)

  it('lets programs and wallet extensions in', () => {
    expect(local.refusal({ host: '127.0.0.1:8545' })).to.equal(undefined)
    expect(local.refusal({ host: 'localhost:8545' })).to.equal(undefined)
    expect(local.refusal({ host: '[::1]:8545' })).to.equal(undefined)
    const wallet = { host: 'localhost:8545', origin: 'chrome-extension://abc' }
    expect(local.refusal(wallet)).to.equal(undefined)
    expect(local.allowedOrigin(wallet)).to.equal('chrome-extension://abc')
  })

  it('refuses names that were rebound to the loopback address', () => {
    expect(local.refusal({ host: 'evil.example:8545' })).to.contain('Host header')
    expect(local.refusal({ host: 'localhost.evil.example' })).to.contain('Host header')
    expect(local.refusal({})).to.contain('Host header')
  })

  it('refuses web pages unless cors lets them', () => {
    const page = { host: 'localhost:8545', origin: 'http://localhost:3000' }
    expect(local.refusal(page)).to.contain('cors')
    expect(local.refusal({ host: 'localhost:8545', origin: 'null' })).to.contain('cors')
    expect(local.refusal({ host: 'localhost:8545', origin: 'http://localhost:8545' })).to.equal(
      undefined,
    )
    const listed = createOriginGuard('localhost', ['http://localhost:3000'])
    expect(listed.refusal(page)).to.equal(undefined)
    expect(listed.allowedOrigin(page)).to.equal('http://localhost:3000')
    expect(listed.refusal({ ...page, origin: 'http://localhost:4000' })).to.contain('cors')
    expect(createOriginGuard('localhost', true).refusal(page)).to.equal(undefined)
  })

  it('does not know the names of an address that the network reaches', () => {
    const open = createOriginGuard('0.0.0.0', false)
    expect(open.refusal({ host: 'my-machine.example:8545' })).to.equal(undefined)
    expect(open.refusal({ host: 'x', origin: 'https://evil.example' })).to.contain('cors')
    const rebound = { host: 'evil.example:8545', origin: 'http://evil.example:8545' }
    expect(open.refusal(rebound)).to.contain('cors')
    expect(open.refusal({ host: '10.0.0.2:1', origin: 'http://10.0.0.2:1' })).to.equal(undefined)
  })
})
