import type { Hex } from '@scaffold-evm/common'
import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

/** Reverts with NUMBER, TIMESTAMP, BASEFEE, GASLIMIT and GASPRICE. */
const code = ['43', '42', '48', '45', '3a']
  .map((op, index) => `${op}60${(32 * index).toString(16).padStart(2, '0')}52`)
  .concat('60a06000fd')
  .join('')
const size = (code.length / 2).toString(16).padStart(2, '0')
const creation = `0x60${size}600c60003960${size}6000f3${code}`

interface Seen {
  readonly number: bigint
  readonly timestampSec: bigint
  readonly baseFee: bigint
  readonly gasLimit: bigint
  readonly gasPrice: bigint
}

async function deploy(chain: Devchain): Promise<unknown> {
  const transaction = { from: accountOf(chain, 0), data: creation, gas: '0x100000' }
  const hash = await send(chain, 'eth_sendTransaction', transaction)
  const receipt = await send(chain, 'eth_getTransactionReceipt', hash)
  return (receipt as { contractAddress: Hex }).contractAddress
}

async function seen(chain: Devchain, method: string, ...params: unknown[]): Promise<Seen> {
  const { data } = await rejection(chain, method, ...params)
  const text = typeof data === 'string' ? data : String(Reflect.get(Object(data), 'result'))
  const words = text.slice(2).match(/.{64}/g) ?? []
  const [number = 0n, timestampSec = 0n, baseFee = 0n, gasLimit = 0n, gasPrice = 0n] = words.map(
    (word) => BigInt(`0x${word}`),
  )
  return { number, timestampSec, baseFee, gasLimit, gasPrice }
}

const gwei = (amount: number): Hex => `0x${BigInt(amount * 1e9).toString(16)}`

/** All numbers here are what ganache 7.9.2 answered to the same requests. */
describe('blocks of calls and estimates in the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache' })

  it('has the latest block where others have a pending one', async () => {
    const to = await deploy(chain())
    const from = accountOf(chain(), 0)
    await send(chain(), 'evm_increaseTime', 1_000)
    const block = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
    const { number, timestamp } = block as { readonly number: Hex; readonly timestamp: Hex }
    for (const tag of ['latest', 'pending', number]) {
      const called = await seen(chain(), 'eth_call', { from, to }, tag)
      expect(called, tag).to.deep.equal({
        number: BigInt(number),
        timestampSec: BigInt(timestamp),
        baseFee: 875_000_000n,
        gasLimit: 50_000_000n,
        gasPrice: 0n,
      })
      const estimated = await seen(chain(), 'eth_estimateGas', { from, to }, tag)
      expect(estimated, tag).to.deep.equal({
        number: BigInt(number) + 1n,
        timestampSec: BigInt(timestamp),
        baseFee: 0n,
        gasLimit: 50_000_000n,
        gasPrice: 0n,
      })
    }
    expect(await send(chain(), 'eth_getBlockByNumber', 'pending', false)).to.deep.equal(block)
  })

  it('keeps what waits out of balances and nonces', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const balance = await send(chain(), 'eth_getBalance', to, 'latest')
    await send(chain(), 'miner_stop')
    await send(chain(), 'eth_sendTransaction', { from, to, value: '0x1' })
    expect(await send(chain(), 'eth_getBalance', to, 'pending')).to.equal(balance)
    expect(await send(chain(), 'eth_getTransactionCount', from, 'pending')).to.equal('0x1')
    await send(chain(), 'eth_sendTransaction', { from, to, value: '0x1' })
    await send(chain(), 'evm_mine')
    expect(await send(chain(), 'eth_getTransactionCount', from, 'pending')).to.equal('0x3')
    await send(chain(), 'miner_start')
  })

  it('runs calls at the price that their fees come to', async () => {
    const to = await deploy(chain())
    const baseFee = (await seen(chain(), 'eth_call', { to }, 'latest')).baseFee
    const cases: readonly (readonly [fees: object, called: bigint, estimated: bigint])[] = [
      [{ gasPrice: gwei(2) }, 0n, 2_000_000_000n],
      [{ maxFeePerGas: gwei(2) }, baseFee, 1_000_000_000n],
      [{ maxFeePerGas: gwei(2), maxPriorityFeePerGas: '0x10' }, baseFee + 16n, 16n],
      [{ maxPriorityFeePerGas: '0x10' }, 0n, 0n],
      [{ maxFeePerGas: '0x1' }, 1n, 1n],
    ]
    for (const [fees, called, estimated] of cases) {
      const request = { from: accountOf(chain(), 0), to, ...fees }
      const name = JSON.stringify(fees)
      expect((await seen(chain(), 'eth_call', request)).gasPrice, name).to.equal(called)
      expect((await seen(chain(), 'eth_estimateGas', request)).gasPrice, name).to.equal(estimated)
    }
    const both = { to, gasPrice: gwei(2), maxFeePerGas: gwei(2) }
    expect((await rejection(chain(), 'eth_call', both)).code).to.equal(-32_700)
  })

  it('estimates in its words what is too little for anything, and past the gas of a block', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const error = await rejection(chain(), 'eth_estimateGas', { from, to, gas: '0x10' })
    const message = 'base fee exceeds gas limit (vm hf=shanghai -> block -> tx)'
    expect(error).to.include({ code: -32_700, message })
    const { gasLimit } = await seen(chain(), 'eth_estimateGas', {
      to: await deploy(chain()),
      gas: '0x2000000',
    })
    expect(gasLimit).to.equal(0x2000000n)
  })

  it('finds no logs of what is no topic, nor in a range that ends before it begins', async () => {
    const odd = { fromBlock: '0x0', topics: ['0x12', null, `0x${'00'.repeat(96)}`] }
    expect(await send(chain(), 'eth_getLogs', odd)).to.deep.equal([])
    const backward = { fromBlock: '0x3', toBlock: '0x1' }
    expect(await send(chain(), 'eth_getLogs', backward)).to.deep.equal([])
    expect(await send(chain(), 'eth_newFilter', odd)).to.match(/^0x/)
  })

  it('has no bytes in a slot that nobody wrote to', async () => {
    const to = accountOf(chain(), 1)
    expect(await send(chain(), 'eth_getStorageAt', to, '0x0', 'latest')).to.equal('0x')
  })
})

describe('fees of transactions in the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache' })

  async function fees(request: object): Promise<Readonly<Record<string, unknown>>> {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const hash = await send(chain(), 'eth_sendTransaction', { from, to, gas: '0x5208', ...request })
    const found = await send(chain(), 'eth_getTransactionByHash', hash)
    const { type, gasPrice, maxFeePerGas } = found as Readonly<Record<string, unknown>>
    return { type, gasPrice, maxFeePerGas }
  }

  it('are enough for three blocks where none are given', async () => {
    expect(await fees({})).to.deep.equal({
      type: '0x2',
      gasPrice: '0x4201eab3',
      maxFeePerGas: '0x4201eab3',
    })
  })

  it('are the price where there is one, and those of the fee market for its type', async () => {
    const price = { type: '0x0', gasPrice: gwei(2), maxFeePerGas: undefined }
    expect(await fees({ gasPrice: gwei(2), maxFeePerGas: gwei(3) })).to.deep.equal(price)
    expect(await fees({ gasPrice: gwei(2), type: '0x1' })).to.deep.equal(price)
    expect(await fees({ gasPrice: '0x1', type: '0x2' })).to.include({ type: '0x2' })
    const greedy = { maxFeePerGas: gwei(2), maxPriorityFeePerGas: gwei(3) }
    expect(await fees(greedy)).to.include({ type: '0x2', gasPrice: gwei(2) })
  })

  it('below the base fee are refused by a block, each time the next', async () => {
    const [from, to] = [accountOf(chain(), 2), accountOf(chain(), 1)]
    const before = Number(await send(chain(), 'eth_blockNumber'))
    for (const method of ['eth_sendTransaction', 'personal_sendTransaction']) {
      const latest = await send(chain(), 'eth_feeHistory', '0x1', 'latest', [])
      const baseFee = BigInt(
        (latest as { readonly baseFeePerGas: readonly Hex[] }).baseFeePerGas[1] ?? '0x0',
      )
      const request = { from, to, gasPrice: '0x1', gas: '0x5208' }
      const error = await rejection(chain(), method, request, ...(method[0] === 'p' ? [''] : []))
      const reason = `Transaction's maxFeePerGas (1) is less than the block's baseFeePerGas (${baseFee}) (vm hf=shanghai -> block -> tx)`
      expect(error).to.include({
        code: -32_000,
        message: `VM Exception while processing transaction: ${reason}`,
      })
      expect(error.data).to.include({ programCounter: 0, reason: null, message: reason })
      expect(Reflect.get(Object(error.data), 'hash')).to.match(/^0x[0-9a-f]{64}$/)
    }
    expect(Number(await send(chain(), 'eth_blockNumber'))).to.equal(before + 2)
    expect(await send(chain(), 'eth_getTransactionCount', from, 'pending')).to.equal('0x0')
  })

  it('below the base fee are refused of signed transactions, too', async () => {
    const from = accountOf(chain(), 3)
    const request = { from, to: from, gasPrice: '0x1', gas: '0x5208', nonce: '0x0' }
    const raw = await send(chain(), 'eth_signTransaction', request)
    const error = await rejection(chain(), 'eth_sendRawTransaction', raw)
    expect(error.code).to.equal(-32_000)
    expect(error.message).to.include("Transaction's maxFeePerGas (1) is less than")
  })
})

describe('fees of transactions before London in the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache', hardfork: 'muirGlacier' })

  it('are a price, whatever else is given', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const fees = { maxFeePerGas: '0x1', type: '0x2', accessList: [] }
    const request = { from, to, gas: '0x5208', ...fees }
    expect(await send(chain(), 'eth_estimateGas', request)).to.equal('0x5208')
    expect(await send(chain(), 'eth_call', request)).to.equal('0x')
    const hash = await send(chain(), 'eth_sendTransaction', request)
    const found = await send(chain(), 'eth_getTransactionByHash', hash)
    expect(found).to.include({ type: '0x0', gasPrice: gwei(2) })
    const receipt = await send(chain(), 'eth_getTransactionReceipt', hash)
    expect(receipt).to.include({ status: '0x1' }).and.not.to.have.property('type')
  })
})
