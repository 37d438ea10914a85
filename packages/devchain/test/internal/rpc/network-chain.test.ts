import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

const genesis = {
  config: { chainId: 7, homesteadBlock: 0 },
  difficulty: '0x20000',
  gasLimit: '0x1c9c380',
  alloc: { '00000000000000000000000000000000000000aa': { balance: '0x5' } },
}

describe('a chain with a genesis file', () => {
  const chain = useDevchain({ genesis, mining: { auto: false } })

  it('answers as nodes of networks do where those of test chains differ', async () => {
    expect(await send(chain(), 'eth_getBlockByNumber', '0x0')).not.to.have.property(
      'totalDifficulty',
    )
    const future = { fromBlock: '0x0', toBlock: '0x1' }
    expect((await rejection(chain(), 'eth_getLogs', future)).code).to.equal(-32_602)
    expect(await send(chain(), 'eth_getLogs', { fromBlock: '0x0', toBlock: '0x0' })).to.deep.equal(
      [],
    )
  })
})

describe('a chain of its own', () => {
  const chain = useDevchain()

  it('tells the total difficulty, and has no logs in blocks to come', async () => {
    const block = await send(chain(), 'eth_getBlockByNumber', '0x0')
    expect(block).to.have.property('totalDifficulty', '0x0')
    expect(await send(chain(), 'eth_getLogs', { fromBlock: '0x0', toBlock: '0x9' })).to.deep.equal(
      [],
    )
  })

  it('has neither bad blocks nor blocks with access lists', async () => {
    expect(await send(chain(), 'debug_getBadBlocks')).to.deep.equal([])
    expect(await send(chain(), 'eth_getBlockAccessList', 'latest')).to.equal(null)
    const error = await rejection(chain(), 'debug_getRawBlockAccessList', 'latest')
    expect(error.code).to.equal(-32_001)
  })

  it('says that it can answer about everything', async () => {
    const capabilities = await send(chain(), 'eth_capabilities')
    expect(capabilities).to.have.nested.property('head.number', '0x0')
    expect(capabilities).to.have.nested.property('state.oldestBlock', '0x0')
  })
})

describe('eth_getStorageValues', () => {
  const chain = useDevchain()
  const word = (digits: string): string => `0x${digits.padStart(64, '0')}`

  it('gives many slots of many accounts', async () => {
    const [first, second] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    await chain().setStorageAt(first, 1n, `0x${'7'.padStart(64, '0')}`)
    const asked = { [first]: [word('1'), word('2')], [second]: [word('1')] }
    expect(await send(chain(), 'eth_getStorageValues', asked)).to.deep.equal({
      [first]: [word('7'), word('0')],
      [second]: [word('0')],
    })
  })

  it('refuses to give nothing, and too much', async () => {
    const address = accountOf(chain(), 0)
    for (const nothing of [{}, { [address]: [] }, { [address]: 'x' }]) {
      expect((await rejection(chain(), 'eth_getStorageValues', nothing)).code).to.equal(-32_602)
    }
    const many = { [address]: Array(1_025).fill(word('1')) }
    expect((await rejection(chain(), 'eth_getStorageValues', many)).code).to.equal(-32_005)
  })
})

describe('eth_getProof', () => {
  const chain = useDevchain()

  it('repeats keys as they were given: in full, or as quantities', async () => {
    const full = `0x${'1'.padStart(64, '0')}`
    const proof = await send(chain(), 'eth_getProof', accountOf(chain(), 0), [full, '0x01'])
    expect(proof).to.have.nested.property('storageProof[0].key', full)
    expect(proof).to.have.nested.property('storageProof[1].key', '0x1')
  })
})

describe('testing_buildBlockV1', () => {
  const chain = useDevchain()

  it('shows the payload, with what its transactions pay', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const tip = { maxPriorityFeePerGas: '0x2', maxFeePerGas: '0x9502f9000', gas: '0x5208' }
    const raw = await send(chain(), 'eth_signTransaction', { from, to, ...tip })
    const head = (await send(chain(), 'eth_getBlockByNumber', 'latest')) as { hash: string }
    const attributes = {
      timestamp: '0xffffffff',
      prevRandao: head.hash,
      suggestedFeeRecipient: to,
      withdrawals: [{ index: '0x1', validatorIndex: '0x2', address: to, amount: '0x3' }],
      parentBeaconBlockRoot: head.hash,
    }
    const build = (...rest: unknown[]) =>
      send(chain(), 'testing_buildBlockV1', head.hash, attributes, ...rest)
    expect(await build([raw], '0xabcd')).to.deep.include({
      blockValue: `0x${(42_000).toString(16)}`,
      executionRequests: [],
      blobsBundle: { commitments: [], proofs: [], blobs: [] },
    })
    const built = (await build([raw], '0xabcd')) as { executionPayload: object }
    expect(built.executionPayload).to.deep.include({
      parentHash: head.hash,
      feeRecipient: to,
      transactions: [raw],
      extraData: '0xabcd',
      withdrawals: attributes.withdrawals,
    })
    expect(await build()).to.have.nested.property('executionPayload.transactions.length', 0)
  })
})
