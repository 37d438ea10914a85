import { type Hex, hexToBytes } from '@scaffold-evm/common'
import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'
import { readFixture } from '../../fixture.js'
import { signBlobTransaction } from '../chain/blob-transaction.js'
import { assemble, initCode } from '../chain/contracts.js'

type Json = Readonly<Record<string, unknown>>

const nothing = `0x${'00'.repeat(32)}`

function wordOf(value: bigint | string): string {
  return BigInt(value).toString(16).padStart(64, '0')
}

function hexOf(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString('hex')}`
}

async function deployed(chain: Devchain, data: string): Promise<string> {
  const hash = await send(chain, 'eth_sendTransaction', { from: accountOf(chain, 0), data })
  const receipt = (await send(chain, 'eth_getTransactionReceipt', hash)) as Json
  return String(receipt.contractAddress)
}

describe('tokens', () => {
  const chain = useDevchain()

  it('are dealt to anybody', async () => {
    const { bytecode } = readFixture<{ bytecode: string }>('token.json')
    // The constructor takes a name and a supply.
    const args = [wordOf(64n), wordOf(1_000n), wordOf(0n)].join('')
    const token = await deployed(chain(), `${bytecode}${args}`)
    const owner = `0x${'ab'.repeat(20)}`
    expect(await send(chain(), 'anvil_dealERC20', owner, token, '0x2a')).to.equal(true)
    const data = `0x70a08231${wordOf(owner)}`
    expect(await send(chain(), 'eth_call', { to: token, data })).to.equal(`0x${wordOf(42n)}`)
    const supply = await send(chain(), 'eth_call', { to: token, data: '0x18160ddd' })
    expect(supply).to.equal(`0x${wordOf(1_000n)}`)
  })

  it('are allowed to be spent', async () => {
    // Keeps under the second word of the call what it answers with.
    const code = initCode(assemble('24 CALLDATALOAD SLOAD 00 MSTORE 20 00 RETURN'))
    const token = await deployed(chain(), hexOf(code))
    const [owner, spender] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    await send(chain(), 'anvil_setERC20Allowance', owner, spender, token, 77)
    const data = `0xdd62ed3e${wordOf(owner)}${wordOf(spender)}`
    expect(await send(chain(), 'eth_call', { to: token, data })).to.equal(`0x${wordOf(77n)}`)
  })

  it('that keep no balances are told apart', async () => {
    const [account, other] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    expect((await rejection(chain(), 'anvil_dealERC20', account, other, 1)).code).to.equal(-32000)
  })
})

describe('accounts as a whole', () => {
  const chain = useDevchain()

  it('are what their parts are', async () => {
    const account = accountOf(chain(), 3)
    const { balance, nonce, codeHash, storageHash } = (await send(
      chain(),
      'eth_getProof',
      account,
      [],
      'latest',
    )) as Json
    const whole = { balance, nonce, codeHash, storageRoot: storageHash }
    expect(await send(chain(), 'eth_getAccount', account, 'latest')).to.deep.equal(whole)
    const info = await send(chain(), 'eth_getAccountInfo', account)
    expect(info).to.deep.equal({ balance, nonce, code: '0x' })
  })

  it('are found by what they sent', async () => {
    const [from, to] = [accountOf(chain(), 4), accountOf(chain(), 5)]
    const mined = await send(chain(), 'eth_sendTransaction', { from, to })
    await chain().mine(2_000)
    await send(chain(), 'evm_setAutomine', false)
    const waiting = await send(chain(), 'eth_sendTransaction', { from, to })
    const find = async (nonce: string): Promise<unknown> =>
      await send(chain(), 'eth_getTransactionBySenderAndNonce', from, nonce)
    expect(await find('0x0')).to.include({ hash: mined, blockNumber: '0x1' })
    expect(await find('0x1')).to.include({ hash: waiting, blockNumber: null })
    expect(await find('0x2')).to.equal(null)
    await send(chain(), 'debug_clearTxpool')
    expect(await find('0x1')).to.equal(null)
    await send(chain(), 'evm_setAutomine', true)
  })

  it('have their code found by its hash', async () => {
    const code = initCode(assemble('01 02 03 STOP'))
    const account = await deployed(chain(), hexOf(code))
    const { codeHash } = (await send(chain(), 'eth_getAccount', account)) as Json
    const found = await send(chain(), 'debug_codeByHash', codeHash)
    expect(found).to.equal(await send(chain(), 'eth_getCode', account))
    expect(await send(chain(), 'debug_codeByHash', nothing)).to.equal(null)
  })
})

describe('what changed between blocks', () => {
  const chain = useDevchain({ coinbase: `0x${'c0'.repeat(20)}` })

  it('is known of accounts', async () => {
    const [first, second, third] = [0, 1, 2].map((index) => accountOf(chain(), index))
    await send(chain(), 'eth_sendTransaction', { from: first, to: second })
    const hash = await send(chain(), 'eth_sendTransaction', {
      from: first,
      to: third,
      value: '0x1',
    })
    const { blockHash } = (await send(chain(), 'eth_getTransactionByHash', hash)) as Json
    // Whom the block itself writes to are the contracts of EIP-4788 and EIP-2935.
    const modified = async (method: string, ...params: unknown[]): Promise<unknown[]> => {
      const addresses = (await send(chain(), method, ...params)) as string[]
      return addresses.filter((address) => !address.startsWith('0x000')).sort()
    }
    const coinbase = `0x${'c0'.repeat(20)}`
    const last = [coinbase, first, third].sort()
    expect(await modified('debug_getModifiedAccountsByNumber', '0x2')).to.deep.equal(last)
    expect(await modified('debug_getModifiedAccountsByHash', blockHash)).to.deep.equal(last)
    const both = await modified('debug_getModifiedAccountsByNumber', 'earliest', 'latest')
    // Nothing was sent to the second account, so that it is as it was.
    expect(both).to.deep.equal(last)
    for (const params of [
      ['0x2', '0x1'],
      ['0x1', '0x1'],
    ]) {
      const { code } = await rejection(chain(), 'debug_getModifiedAccountsByNumber', ...params)
      expect(code).to.equal(-32602)
    }
    const raws = await send(chain(), 'debug_getRawTransactions', 'latest')
    expect(raws).to.deep.equal([await send(chain(), 'eth_getRawTransactionByHash', hash)])
  })
})

describe('blobs', () => {
  const chain = useDevchain()

  it('are kept beside the chain', async () => {
    const { hardfork, chainId, accounts } = chain()
    const privateKey = hexToBytes(accounts[0]?.privateKey ?? '0x')
    const tx = await signBlobTransaction({ hardfork, chainId, privateKey }, new Uint8Array(20))
    const raw = hexOf(tx.serializeNetworkWrapper())
    const hash = await send(chain(), 'eth_sendRawTransaction', raw)
    const [versionedHash] = tx.blobVersionedHashes
    expect(await send(chain(), 'anvil_getBlobByHash', versionedHash)).to.equal(tx.blobs?.[0])
    const blobs = await send(chain(), 'anvil_getBlobsByTransactionHash', hash)
    expect(blobs).to.deep.equal(tx.blobs)
    expect(await send(chain(), 'anvil_getBlobByHash', nothing)).to.equal(null)
    expect(await send(chain(), 'anvil_getBlobsByTransactionHash', nothing)).to.equal(null)
  }).timeout(30_000)
})

describe('bundles', () => {
  const chain = useDevchain()
  /** Adds 1 to slot 0 and answers with it. */
  const counter = hexOf(
    initCode(assemble('01 00 SLOAD ADD 00 SSTORE 00 SLOAD 00 MSTORE 20 00 RETURN')),
  )
  /** Answers with the number of its block. */
  const clock = hexOf(initCode(assemble('NUMBER 00 MSTORE 20 00 RETURN')))

  it('of calls run one after the other, and leave no trace', async () => {
    const to = await deployed(chain(), counter)
    const bundle = { transactions: [{ to }, { to }] }
    const value = (count: bigint): Json => ({ value: `0x${wordOf(count)}` })
    for (let round = 0; round < 2; round++) {
      expect(await send(chain(), 'eth_callMany', [bundle, bundle])).to.deep.equal([
        [value(1n), value(2n)],
        [value(3n), value(4n)],
      ])
    }
    const slots = { [`0x${wordOf(0n)}`]: `0x${wordOf(9n)}` }
    const overrides = { [to]: { stateDiff: slots } }
    const [first] = (await send(chain(), 'eth_callMany', [bundle], {}, overrides)) as Json[][]
    expect(first).to.deep.equal([value(10n), value(11n)])
  })

  it('of calls run in blocks that follow each other', async () => {
    const to = await deployed(chain(), clock)
    const head = BigInt(String(await send(chain(), 'eth_blockNumber')))
    const bundles = [
      { transactions: [{ to }] },
      { transactions: [{ to }, { to, data: '0x', gas: '0x5300' }], blockOverride: {} },
      { transactions: [{ to }], blockOverride: { number: '0x1000' } },
      { transactions: [{ to }] },
    ]
    const results = (await send(chain(), 'eth_callMany', bundles, {
      blockNumber: 'latest',
    })) as Json[][]
    const numbers = results.map(([result]) => BigInt(String(result?.value)))
    expect(numbers).to.deep.equal([head, head + 1n, 0x1000n, 0x1001n])
  })

  it('of signed transactions tell what a miner would gain', async () => {
    const [from, coinbase] = [accountOf(chain(), 1), accountOf(chain(), 9)]
    const fees = { gas: '0x5208', maxFeePerGas: '0x2540be400', maxPriorityFeePerGas: '0x3b9aca00' }
    const sign = async (nonce: string, value: string): Promise<unknown> =>
      await send(chain(), 'eth_signTransaction', { from, to: coinbase, nonce, value, ...fees })
    const txs = [await sign('0x0', '0x5'), await sign('0x1', '0x7')]
    const head = Number(await send(chain(), 'eth_blockNumber'))
    const bundle = { txs, blockNumber: head + 1, stateBlockNumber: 'latest', coinbase }
    const answer = (await send(chain(), 'eth_callBundle', bundle)) as Json
    const gasFees = String(42_000n * 10n ** 9n)
    expect(answer).to.include({
      gasFees,
      coinbaseDiff: String(BigInt(gasFees) + 12n),
      ethSentToCoinbase: '12',
      totalGasUsed: 42_000,
      stateBlockNumber: head,
    })
    const [first] = answer.results as Json[]
    expect(first).to.include({ ethSentToCoinbase: '5', gasUsed: 21_000, value: '0x' })
    expect(await send(chain(), 'eth_getTransactionCount', from)).to.equal('0x0')
    const wrongNonce = { ...bundle, txs: [txs[1]] }
    expect((await rejection(chain(), 'eth_callBundle', wrongNonce)).code).to.equal(-32000)
    expect((await rejection(chain(), 'eth_callBundle', { txs })).code).to.equal(-32602)
  })
})

describe('unusual ways of sending', () => {
  const chain = useDevchain()

  it('let anybody send unsigned', async () => {
    const from = accountOf(chain(), 1)
    const stranger = `0x${'cd'.repeat(20)}`
    await send(chain(), 'eth_sendTransaction', { from, to: stranger, value: '0xde0b6b3a7640000' })
    const request = { from: stranger, to: from, value: '0x1' }
    const hash = await send(chain(), 'eth_sendUnsignedTransaction', request)
    expect(await send(chain(), 'eth_getTransactionByHash', hash)).to.include({ from: stranger })
    expect((await rejection(chain(), 'eth_sendTransaction', request)).code).to.equal(-32000)
    const anonymous = await rejection(chain(), 'eth_sendUnsignedTransaction', { to: from })
    expect(anonymous.code).to.equal(-32602)
  })

  it('send again what waits, for another price', async () => {
    await send(chain(), 'evm_setAutomine', false)
    const from = accountOf(chain(), 2)
    const request = { from, to: from, nonce: '0x0', gasPrice: '0x77359400', gas: '0x5208' }
    const first = await send(chain(), 'eth_sendTransaction', request)
    const underpriced = await rejection(chain(), 'eth_resend', request, '0x7735940a')
    expect(underpriced.code).to.equal(-32000)
    const second = await send(chain(), 'eth_resend', request, '0x861c4680', '0x5209')
    expect(await send(chain(), 'eth_getTransactionByHash', first)).to.equal(null)
    const found = await send(chain(), 'eth_getTransactionByHash', second)
    expect(found).to.include({ gasPrice: '0x861c4680', gas: '0x5209', nonce: '0x0' })
    const absent = await rejection(chain(), 'eth_resend', { ...request, nonce: '0x5' }, '0x1')
    expect(absent.code).to.equal(-32000)
    await send(chain(), 'evm_setAutomine', true)
    await chain().mine()
  })

  it('send on conditions', async () => {
    const from = accountOf(chain(), 3)
    const request = { from, to: from, gas: '0x5208', gasPrice: '0x2540be400', nonce: '0x0' }
    const raw = await send(chain(), 'eth_signTransaction', request)
    const { storageRoot } = (await send(chain(), 'eth_getAccount', from)) as Json
    const slot = `0x${wordOf(0n)}`
    const refused = [
      { blockNumberMax: '0x0' },
      { blockNumberMin: '0xffff' },
      { timestampMax: 1 },
      { timestampMin: 2 ** 40 },
      { knownAccounts: { [from]: nothing } },
      { knownAccounts: { [from]: { [slot]: `0x${wordOf(1n)}` } } },
    ]
    for (const condition of refused) {
      const { code } = await rejection(chain(), 'eth_sendRawTransactionConditional', raw, condition)
      expect(code, JSON.stringify(condition)).to.equal(-32003)
    }
    const met = {
      blockNumberMin: 0,
      knownAccounts: { [from]: storageRoot, [nothing.slice(0, 42)]: { [slot]: slot } },
    }
    await send(chain(), 'eth_sendRawTransactionConditional', raw, met)
    expect(await send(chain(), 'eth_getTransactionCount', from)).to.equal('0x1')
  })

  it('find nothing to work at', async () => {
    expect(await send(chain(), 'eth_getWork')).to.deep.equal([])
    expect(await send(chain(), 'eth_submitWork', '0x00', nothing, nothing)).to.equal(false)
    expect(await send(chain(), 'eth_submitHashrate', '0x01', nothing)).to.equal(false)
  })
})
