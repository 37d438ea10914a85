import { promisify } from 'node:util'
import { expect } from 'chai'
import { adaptProvider } from '../../../src/internal/network/adapt-provider.js'
import type { JsonRpcCallback, JsonRpcPayload } from '../../../src/truffle-provider.js'

const payload = { jsonrpc: '2.0', id: 7, method: 'eth_chainId', params: [] }

/** As @truffle/hdwallet-provider: methods of a class that use `this`. */
class WalletLike {
  readonly addresses = ['0xa']
  readonly #answer = '0x5'

  send(request: JsonRpcPayload, callback: JsonRpcCallback): void {
    if (request.method === 'bad') {
      callback(null, {
        id: request.id,
        error: { code: -32000, message: 'revert no', data: '0x08' },
      })
    } else callback(null, { id: request.id, jsonrpc: '2.0', result: this.#answer })
  }
}

describe('adaptProvider', () => {
  it('gives request and sendAsync to a provider with callbacks, and keeps the object', async () => {
    const wallet = new WalletLike()
    const provider = adaptProvider(wallet, 'live')
    expect(provider).to.equal(wallet)
    expect(Reflect.get(provider, 'addresses')).to.deep.equal(['0xa'])
    expect(await provider.request({ method: 'eth_chainId' })).to.equal('0x5')
    expect(await promisify(provider.sendAsync)(payload)).to.have.property('result', '0x5')
  })

  it('has methods that work unbound', async () => {
    const { send } = adaptProvider(new WalletLike(), 'live')
    expect(await promisify(send)(payload)).to.have.property('result', '0x5')
  })

  it('rejects with the code and the data of the answer', async () => {
    const provider = adaptProvider(new WalletLike(), 'live')
    const error = await provider.request({ method: 'bad' }).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(Error).with.property('message', 'revert no')
    expect(error).to.include({ code: -32000, data: '0x08' })
  })

  it('gives callbacks to an EIP-1193 provider', async () => {
    const provider = adaptProvider(
      {
        request: async ({ method }: { method: string }) => {
          if (method === 'bad') throw Object.assign(new Error('no'), { code: 3, data: '0x' })
          return '0x6'
        },
      },
      'live',
    )
    expect(await promisify(provider.send)(payload)).to.deep.equal({
      id: 7,
      jsonrpc: '2.0',
      result: '0x6',
    })
    const answer = await promisify(provider.send)({ ...payload, method: 'bad' })
    expect(answer).to.deep.equal({
      id: 7,
      jsonrpc: '2.0',
      error: { message: 'no', code: 3, data: '0x' },
    })
    const answers = await promisify(provider.send)([payload, { ...payload, id: 8 }])
    expect(answers).to.be.an('array').with.lengthOf(2)
  })

  it("uses sendAsync of web3 0.20's providers, whose send has no callback", async () => {
    const provider = adaptProvider(
      {
        send: (_payload: unknown) => {
          throw new Error('synchronous')
        },
        sendAsync: (request: JsonRpcPayload, callback: JsonRpcCallback) => {
          callback(null, { id: request.id, jsonrpc: '2.0', result: '0x7' })
        },
      },
      'live',
    )
    expect(await provider.request({ method: 'eth_chainId' })).to.equal('0x7')
  })

  it('answers send(method, params) with a promise', async () => {
    const { send } = adaptProvider(new WalletLike(), 'live')
    const loose = send as unknown as (method: string, params: unknown[]) => Promise<unknown>
    expect(await loose('eth_chainId', [])).to.equal('0x5')
  })

  it('takes a frozen provider', async () => {
    const frozen = Object.freeze({ request: async () => '0x8', mark: 1 })
    const provider = adaptProvider(frozen, 'live')
    expect(await promisify(provider.send)(payload)).to.have.property('result', '0x8')
    expect(Reflect.get(provider, 'mark')).to.equal(1)
  })

  it('refuses what is no provider', () => {
    for (const wrong of [undefined, null, 'http://localhost', {}]) {
      expect(() => adaptProvider(wrong, 'live')).to.throw('expected an object with request or send')
    }
  })
})
