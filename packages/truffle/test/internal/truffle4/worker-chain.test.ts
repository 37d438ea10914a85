import type { DevchainOptions } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { Interface } from 'ethers'
import { openInlineChain } from '../../../src/internal/truffle4/inline-chain.js'
import { openWorkerChain, type WorkerChain } from '../../../src/internal/truffle4/worker-chain.js'

const mnemonic = 'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat'
/** Of Hardhat's `console.sol` and Truffle's. */
const consoleAddress = '0x000000000000000000636F6e736F6c652e6c6f67'
const reverting = '0x60006000fd'

describe('openInlineChain', () => {
  testChain((options) => openInlineChain(options, 'needed'))

  it('estimates what is used, as Ganache before 6.4', async () => {
    const old = await openInlineChain({ dialect: 'ganache' }, 'used')
    const [from] = Object(old.provider.send({ method: 'eth_accounts' })).result
    const estimate = (transaction: object) =>
      Object(old.provider.send({ method: 'eth_estimateGas', params: [{ from, ...transaction }] }))
    expect(estimate({ to: from }).result).to.equal('0x5208')
    expect(estimate({ data: reverting }).error.message).to.match(/revert$/)
  })
})

describe('openInlineChain, failures', () => {
  it('are found by what web3 says of them, and recorded anew after the chain went on', async () => {
    const { provider, failures } = await openInlineChain({ dialect: 'ganache6' }, 'needed')
    const ask = (method: string, ...params: unknown[]) =>
      Object(provider.send({ jsonrpc: '2.0', id: 7, method, params }))
    const [from] = ask('eth_accounts').result
    expect(failures.recorderOf(new Error('something else'))).to.equal(undefined)
    failures.start()
    const snapshot = ask('evm_snapshot').result
    const { error } = ask('eth_sendTransaction', { from, data: reverting, gas: '0x20000' })
    ask('evm_revert', snapshot)
    const record = await failures.recorderOf(new Error(error.message))
    failures.forget()
    expect(failures.recorderOf(new Error(error.message))).to.equal(undefined)
    failures.stop()
    const recording = await record?.()
    expect(recording?.frames.map(({ haltReason }) => haltReason)).to.deep.equal(['revert'])
    expect(recording?.stepCount).to.equal(3)
    // The code is replaced, as it is for debugging.
    const initCode = new Uint8Array(Buffer.from('6001600160006000fd', 'hex'))
    expect((await record?.({ codes: new Map(), initCode }))?.stepCount).to.equal(5)
  })
})

describe('openWorkerChain', () => {
  testChain((options) => openWorkerChain({ kind: 'chain', options, estimates: 'needed' }))

  it('tells a function of this thread what contracts print', async () => {
    const lines: string[] = []
    const logger = (line: string): void => void lines.push(line)
    const options = { dialect: 'ganache6', logger } as const
    const { provider, accounts, close } = await openWorkerChain({
      kind: 'chain',
      options,
      estimates: 'needed',
    })
    const data = new Interface(['function log(string)']).encodeFunctionData('log', ['printed'])
    const call = { from: accounts[0]?.address, to: consoleAddress, data }
    await provider.request({ method: 'eth_call', params: [call, 'latest'] })
    await close()
    expect(lines).to.deep.equal(['printed'])
  })

  it('says so when nobody serves a URL', async () => {
    const nowhere = await openWorkerChain({ kind: 'http', url: 'http://127.0.0.1:1' })
    const { error } = Object(nowhere.provider.send({ id: 1, method: 'eth_blockNumber' }))
    await nowhere.close()
    expect(error.message).to.match(/^CONNECTION ERROR: Couldn't connect to node/)
  })
})

function testChain(open: (options: DevchainOptions) => Promise<WorkerChain>): void {
  let chain: WorkerChain

  before(async () => {
    chain = await open({
      dialect: 'ganache',
      mnemonic,
      hardfork: 'byzantium',
      throwOnTransactionFailures: true,
    })
  })

  after(() => chain.close())

  const ask = (method: string, ...params: unknown[]) =>
    chain.provider.send({ jsonrpc: '2.0', id: 7, method, params })

  it('answers without a callback before it returns', () => {
    expect(ask('eth_blockNumber')).to.deep.equal({ id: 7, jsonrpc: '2.0', result: '0x0' })
  })

  it('answers batches, with and without a callback', async () => {
    const batch = ['eth_blockNumber', 'eth_mining'].map((method, id) => ({
      id,
      method,
      params: [],
    }))
    const blocking = chain.provider.send(batch)
    const async = await new Promise((resolve) => {
      chain.provider.sendAsync(batch, (_error, response) => resolve(response))
    })
    expect(async).to.deep.equal(blocking)
    expect(blocking).to.have.length(2)
  })

  it("answers at once when web3 1.0's betas put `sendAsync` in the place of `send`, and delete it", () => {
    const { send, sendAsync } = chain.provider
    Reflect.set(chain.provider, 'send', sendAsync)
    Reflect.deleteProperty(chain.provider, 'sendAsync')
    expect(chain.provider.sendAsync).to.equal(sendAsync)
    expect(ask('eth_blockNumber')).to.have.property('result')
    Reflect.set(chain.provider, 'send', send)
  })

  it('blocks while other requests are on their way', async () => {
    const slow = chain.provider.request({ method: 'evm_mine' })
    expect(ask('net_listening')).to.have.property('result', true)
    expect(await slow).to.equal('0x0')
  })

  it('begins a filter of blocks with the block before it', () => {
    const ask = (method: string, ...params: unknown[]) =>
      Object(chain.provider.send({ id: 1, method, params })).result
    const { hash } = ask('eth_getBlockByNumber', 'latest', false)
    const filter = ask('eth_newBlockFilter')
    expect(ask('eth_getFilterChanges', filter)).to.deep.equal([hash])
    expect(ask('eth_getFilterChanges', filter)).to.deep.equal([])
  })

  it('gives a failed transaction both its hash and its error', async () => {
    const [from] = Object(ask('eth_accounts')).result
    const transaction = { from, data: reverting, gas: '0x20000' }
    const { result: hash, error } = Object(ask('eth_sendTransaction', transaction))
    expect(error.message).to.equal('VM Exception while processing transaction: revert')
    expect(error.code).to.equal(-32_000)
    expect(error.data[hash]).to.deep.equal({ error: 'revert', program_counter: 5, return: '0x' })
    expect(error.data.name).to.equal('RuntimeError')
  })

  it('rejects requests that fail', async () => {
    const failing = chain.provider.request({ method: 'eth_foo' })
    const error: unknown = await failing.catch((caught: unknown) => caught)
    expect(error).to.have.property('message', 'Method eth_foo not supported.')
  })

  it('calls back outside of the promise', async () => {
    const thrown = new Promise((resolve) => {
      const listeners = process.listeners('uncaughtException')
      process.removeAllListeners('uncaughtException')
      process.once('uncaughtException', (error) => {
        for (const listener of listeners) process.on('uncaughtException', listener)
        resolve(error)
      })
    })
    chain.provider.sendAsync({ id: 1, method: 'eth_blockNumber' }, () => {
      throw new Error('mine')
    })
    expect(await thrown).to.have.property('message', 'mine')
  })

  it('refuses options that the chain refuses', async () => {
    const opening = open({ hardfork: 'nowhere' })
    const error: unknown = await opening.catch((caught: unknown) => caught)
    expect(error).to.have.property('code', 'CHAIN_HARDFORK_UNKNOWN')
  })

  it('takes well under a millisecond for a request', () => {
    for (let round = 0; round < 200; round += 1) ask('eth_blockNumber')
    const start = performance.now()
    for (let round = 0; round < 500; round += 1) ask('eth_blockNumber')
    expect((performance.now() - start) / 500).to.be.below(1)
  })
}
