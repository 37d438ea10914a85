import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'
import { assemble, initCode } from '../chain/contracts.js'

type Json = Readonly<Record<string, unknown>>

const wei = (value: bigint): string => `0x${value.toString(16)}`

/**
 * A seller: called with a price it asks that much from then on; called without, it sells, logging the
 * price of the moment under the topic 1.
 */
const seller = assemble(
  'CALLDATASIZE 12 JUMPI 00 SLOAD 00 MSTORE 01 20 00 LOG1 STOP JUMPDEST 00 CALLDATALOAD 00 SSTORE',
)

async function deploySeller(chain: Devchain, price: bigint): Promise<string> {
  const [owner] = [accountOf(chain, 0)]
  const data = `0x${Buffer.from(initCode(seller)).toString('hex')}`
  const hash = await send(chain, 'eth_sendTransaction', { from: owner, data })
  const receipt = (await send(chain, 'eth_getTransactionReceipt', hash)) as Json
  const to = String(receipt.contractAddress)
  await send(chain, 'eth_sendTransaction', setPrice(chain, to, price))
  return to
}

function setPrice(chain: Devchain, to: string, price: bigint, more: Json = {}): Json {
  const data = `0x${price.toString(16).padStart(64, '0')}`
  return { from: accountOf(chain, 0), to, data, gas: '0x15f90', ...more }
}

function buy(chain: Devchain, to: string, more: Json = {}): Json {
  return { from: accountOf(chain, 1), to, gas: '0x15f90', ...more }
}

/** The prices of the sales in the latest block. */
async function prices(chain: Devchain, address: string): Promise<bigint[]> {
  const logs = (await send(chain, 'eth_getLogs', { address })) as Json[]
  return logs.map(({ data }) => BigInt(String(data)))
}

describe('the order of transactions', () => {
  const chain = useDevchain()
  const high = { maxFeePerGas: wei(90_000_000_000n), maxPriorityFeePerGas: wei(9_000_000_000n) }
  const low = { maxFeePerGas: wei(90_000_000_000n), maxPriorityFeePerGas: wei(1_000_000_000n) }
  let to = ''

  beforeEach(async () => {
    to = await deploySeller(chain(), 100n)
    await send(chain(), 'evm_setAutomine', false)
  })
  afterEach(() => send(chain(), 'evm_setAutomine', true))

  it('lets a seller who sees a buyer coming raise the price before him', async () => {
    await send(chain(), 'eth_sendTransaction', buy(chain(), to, low))
    await send(chain(), 'eth_sendTransaction', setPrice(chain(), to, 999n, high))
    await send(chain(), 'evm_mine')
    expect(await prices(chain(), to)).to.deep.equal([999n])
  })

  it('does not where blocks take what came first', async () => {
    await send(chain(), 'evm_setTransactionOrder', 'fifo')
    await send(chain(), 'eth_sendTransaction', buy(chain(), to, low))
    await send(chain(), 'eth_sendTransaction', setPrice(chain(), to, 999n, high))
    await send(chain(), 'evm_mine')
    await send(chain(), 'evm_setTransactionOrder', 'fees')
    expect(await prices(chain(), to)).to.deep.equal([100n])
  })

  it('changes with a reorg, although the same transactions are in the chain', async () => {
    const bought = await send(chain(), 'eth_sendTransaction', buy(chain(), to, high))
    const raised = await send(chain(), 'eth_sendTransaction', setPrice(chain(), to, 999n, low))
    await send(chain(), 'evm_mine')
    expect(await prices(chain(), to)).to.deep.equal([100n])
    const raws = [raised, bought].map((hash) => send(chain(), 'eth_getRawTransactionByHash', hash))
    const pairs = (await Promise.all(raws)).map((raw) => [raw, 0])
    await send(chain(), 'anvil_reorg', 1, pairs)
    expect(await prices(chain(), to)).to.deep.equal([999n])
    expect(await send(chain(), 'txpool_status')).to.deep.equal({ pending: '0x0', queued: '0x0' })
  })
})

describe('a double spending', () => {
  const chain = useDevchain({ balanceWei: 10n ** 20n })

  it('takes a payment back that had three confirmations', async () => {
    const [thief, merchant, accomplice] = [0, 1, 2].map((index) => accountOf(chain(), index))
    const fees = { gas: '0x5208', maxFeePerGas: wei(90_000_000_000n) }
    const all = wei(10n ** 20n - 21_000n * 90_000_000_000n)
    const payment = { from: thief, to: merchant, value: all, ...fees }
    const paid = await send(chain(), 'eth_sendTransaction', payment)
    await chain().mine(2)
    const balance = (account: unknown): Promise<unknown> => send(chain(), 'eth_getBalance', account)
    expect(await balance(merchant)).to.equal(wei(10n ** 20n + BigInt(all)))

    await send(chain(), 'anvil_reorg', 3, [[{ ...payment, to: accomplice }, 0]])
    expect(await send(chain(), 'eth_blockNumber')).to.equal('0x3')
    expect(await balance(merchant)).to.equal(wei(10n ** 20n))
    expect(await balance(accomplice)).to.equal(wei(10n ** 20n + BigInt(all)))
    expect(await send(chain(), 'eth_getTransactionReceipt', paid)).to.equal(null)
    expect(await send(chain(), 'eth_getTransactionByHash', paid)).to.equal(null)
    expect(await send(chain(), 'eth_pendingTransactions')).to.deep.equal([])
  })
})

describe('clients of a chain with reorgs', () => {
  const chain = useDevchain()

  async function logFilter(address: string): Promise<() => Promise<unknown[]>> {
    const id = await send(chain(), 'eth_newFilter', { address })
    return async () => {
      const logs = (await send(chain(), 'eth_getFilterChanges', id)) as Json[]
      return logs.map(({ data, removed }) => [Number(data), removed])
    }
  }

  it('that poll logs are told which were taken back', async () => {
    const to = await deploySeller(chain(), 5n)
    const poll = await logFilter(to)
    await send(chain(), 'eth_sendTransaction', buy(chain(), to))
    expect(await poll()).to.deep.equal([[5, false]])
    await send(chain(), 'eth_sendTransaction', setPrice(chain(), to, 6n))
    await send(chain(), 'eth_sendTransaction', buy(chain(), to))
    // The second sale was never told, so that only the first is taken back.
    await send(chain(), 'anvil_reorg', 3, [[buy(chain(), to), 1]])
    expect(await poll()).to.deep.equal([
      [5, true],
      [5, false],
    ])
    expect(await poll()).to.deep.equal([])
    await send(chain(), 'anvil_rollback', 2)
    expect(await poll()).to.deep.equal([[5, true]])
    await send(chain(), 'anvil_dropAllTransactions')
  })

  it('that subscribe to logs and heads are told at once', async () => {
    const to = await deploySeller(chain(), 5n)
    const logs = await send(chain(), 'eth_subscribe', 'logs', { address: to })
    const told: unknown[] = []
    chain().on('message', ({ data }: { data: { subscription: unknown; result: Json } }) => {
      const { subscription, result } = data
      told.push(subscription === logs ? [Number(result.data), result.removed] : result.number)
    })
    await send(chain(), 'eth_sendTransaction', buy(chain(), to))
    await send(chain(), 'eth_sendTransaction', buy(chain(), to, { data: '0x' }))
    const heads = await send(chain(), 'eth_subscribe', 'newHeads')
    const head = Number(await send(chain(), 'eth_blockNumber'))
    await send(chain(), 'anvil_reorg', wei(2n), [[buy(chain(), to), '0x1']])
    expect(told).to.deep.equal([
      [5, false],
      [5, false],
      [5, true],
      [5, true],
      wei(BigInt(head - 1)),
      [5, false],
      wei(BigInt(head)),
    ])
    await send(chain(), 'eth_unsubscribe', logs)
    await send(chain(), 'eth_unsubscribe', heads)
  })

  it('that ask for what cannot be are told why', async () => {
    const head = Number(await send(chain(), 'eth_blockNumber'))
    expect((await rejection(chain(), 'anvil_rollback', head + 1)).code).to.equal(-32602)
    expect((await rejection(chain(), 'anvil_reorg', head + 1, [])).code).to.equal(-32602)
    expect((await rejection(chain(), 'anvil_reorg', 1, [['0x12', 1]])).code).to.equal(-32602)
    expect((await rejection(chain(), 'anvil_reorg', 1, [['0x12']])).code).to.equal(-32602)
  })
})
