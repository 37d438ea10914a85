import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { adaptProvider } from '../../../src/internal/network/adapt-provider.js'
import { withOwnSend } from '../../../src/internal/truffle4/own-send.js'
import type { JsonRpcCallback, JsonRpcPayload } from '../../../src/truffle-provider.js'

const payload: JsonRpcPayload = { jsonrpc: '2.0', id: 7, method: 'net_version', params: [] }
const answer = { jsonrpc: '2.0', id: 7, result: '5' }

const sendNow = (provider: object): unknown => {
  const { send } = withOwnSend(adaptProvider(provider, 'live'))
  return (send as (asked: JsonRpcPayload) => unknown)(payload)
}

const sendAsync = (_asked: JsonRpcPayload, callback: JsonRpcCallback): void =>
  callback(null, answer)

describe('withOwnSend', () => {
  it('answers at once as a provider of web3 0.20 does, and with callbacks', async () => {
    const provider = { send: (_asked: JsonRpcPayload) => answer, sendAsync }
    expect(sendNow(provider)).to.deep.equal(answer)
    const { send } = withOwnSend(adaptProvider({ ...provider }, 'live'))
    const heard = await new Promise((resolve) => send(payload, (_error, got) => resolve(got)))
    expect(heard).to.deep.equal(answer)
  })

  it('says of a wallet what the wallet says of itself', () => {
    const wallet = {
      send(_asked: JsonRpcPayload, callback?: JsonRpcCallback) {
        if (callback === undefined)
          throw new Error('Web3ProviderEngine does not support synchronous requests.')
        callback(null, answer)
      },
      sendAsync,
    }
    expect(() => sendNow(wallet)).to.throw('does not support synchronous requests')
  })

  it('says that a provider of promises does not answer at once', () => {
    const providers = [{ request: async () => '5' }, { send: async () => answer, sendAsync }]
    for (const provider of providers) {
      expect(() => sendNow(provider)).to.satisfy((act: () => unknown) => {
        try {
          act()
        } catch (error) {
          return isScaffoldError(error, 'TRUFFLE_PROVIDER_ASYNCHRONOUS')
        }
        return false
      })
    }
  })
})
