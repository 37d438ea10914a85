import { promisify } from 'node:util'
import { expect } from 'chai'
import { createCallbackProvider } from '../../../src/internal/network/callback-provider.js'
import { createHttpProvider } from '../../../src/internal/network/http-provider.js'

describe('createCallbackProvider', () => {
  it('keeps sendAsync and promises when web3 puts sendAsync in the place of send', async () => {
    const provider = createCallbackProvider({ request: async ({ method }) => method })
    takeOver(provider)
    const payload = { jsonrpc: '2.0', id: 7, method: 'evm_mine', params: [] }
    expect(await promisify(provider.sendAsync)(payload)).to.have.property('result', 'evm_mine')
    expect(await Reflect.apply(provider.send, provider, ['eth_chainId', []])).to.equal(
      'eth_chainId',
    )
  })
})

describe('createHttpProvider', () => {
  it('keeps sendAsync when web3 puts it in the place of send', () => {
    const provider = createHttpProvider('http://127.0.0.1:1')
    takeOver(provider)
    expect(provider.sendAsync).to.be.a('function')
    expect(provider.host).to.equal('http://127.0.0.1:1')
    provider.disconnect()
  })
})

/** What web3-core-requestmanager does to the provider of a global `web3` when it is loaded. */
function takeOver(provider: object): void {
  Reflect.set(provider, 'send', Reflect.get(provider, 'sendAsync'))
  Reflect.deleteProperty(provider, 'sendAsync')
}
