import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { adaptProvider } from '../../../src/internal/network/adapt-provider.js'
import { createHttpProvider } from '../../../src/internal/network/http-provider.js'
import { createWebSocketProvider } from '../../../src/internal/network/web-socket-provider.js'
import { NodeFailures } from '../../../src/internal/test/explain/node-failures.js'
import type { TruffleProvider } from '../../../src/truffle-provider.js'

/** Code that reverts with the first word of its calldata, and the init code of that. */
const reverting = '0x60003560005260206000fd'
const initCode = `0x600b600c600039600b6000f3${reverting.slice(2)}`
const word = (value: number): string => value.toString(16).padStart(64, '0')

for (const dialect of ['hardhat', 'ganache'] as const) {
  describe(`NodeFailures on a node that speaks as ${dialect}`, () => {
    let chain: Devchain
    let server: DevchainServer
    let to: string
    let from: string
    before(async () => {
      chain = await createDevchain({ dialect, throwOnTransactionFailures: dialect === 'hardhat' })
      server = await chain.listen({ port: 0 })
      from = String(chain.accounts[0]?.address)
      const hash = await ask(chain, 'eth_sendTransaction', { from, data: initCode })
      const receipt = await ask(chain, 'eth_getTransactionReceipt', hash)
      to = String(Reflect.get(Object(receipt), 'contractAddress'))
    })
    after(() => chain.close())

    /** What the execution gave back that `cause` fails with. */
    async function returned(
      { provider, settings }: Node,
      cause: (provider: TruffleProvider) => Promise<unknown>,
    ): Promise<string> {
      const failures = new NodeFailures(provider, settings)
      failures.start()
      try {
        const record = await failures.recorderOf(await cause(provider))
        const [frame] = (await record?.())?.frames ?? []
        await failures.release()
        return Buffer.from(frame?.returnData ?? []).toString('hex')
      } finally {
        failures.stop()
      }
    }

    interface Node {
      readonly provider: TruffleProvider
      readonly settings: Readonly<Record<string, unknown>>
    }

    const overHttp = (): Node => ({
      provider: createHttpProvider(server.url),
      settings: { url: server.url },
    })

    it('runs calls and estimates again', async () => {
      for (const [index, method] of ['eth_call', 'eth_estimateGas'].entries()) {
        const data = `0x${word(index + 1)}`
        const cause = (provider: TruffleProvider): Promise<unknown> =>
          rejection(ask(provider, method, { from, to, data }))
        expect(await returned(overHttp(), cause), method).to.equal(word(index + 1))
      }
    })

    it('runs transactions again, by their receipts or by what was sent', async () => {
      const cause = async (provider: TruffleProvider): Promise<unknown> => {
        const data = `0x${word(7)}`
        const sent = ask(provider, 'eth_sendTransaction', { from, to, data, gas: '0x20000' })
        if (dialect === 'hardhat') return rejection(sent)
        return { receipt: { transactionHash: await sent, status: false } }
      }
      expect(await returned(overHttp(), cause)).to.equal(word(7))
    })

    it('hears of requests with a callback, and of those of providers that have no URL', async () => {
      const cause = async ({ send }: TruffleProvider): Promise<unknown> => {
        const params = [{ from, to, data: `0x${word(9)}` }]
        const payload = { jsonrpc: '2.0', id: 1, method: 'eth_call', params }
        const response = await new Promise((resolve) =>
          send(payload, (_, answer) => resolve(answer)),
        )
        return new Error(`Returned error: ${Reflect.get(Object(response), 'error').message}`)
      }
      const socket = createWebSocketProvider(server.url.replace('http', 'ws'))
      const own = adaptProvider({ request: chain.request.bind(chain) }, 'own')
      for (const provider of [socket, own]) {
        expect(await returned({ provider, settings: { provider } }, cause)).to.equal(word(9))
      }
      Reflect.get(socket, 'disconnect').call(socket)
    })

    it('leaves other errors alone, and providers as they were', async () => {
      const node = overHttp()
      const { request } = node.provider
      const other = async (): Promise<unknown> => new Error('of the test itself')
      expect(await returned(node, other)).to.equal('')
      expect(node.provider.request).to.equal(request)
    })
  })
}

function ask(
  provider: Pick<TruffleProvider, 'request'>,
  method: string,
  ...params: unknown[]
): Promise<unknown> {
  return provider.request({ method, params })
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it should fail'),
    (error: unknown) => error,
  )
}
