import assert from 'node:assert/strict'
import BigNumber from 'bignumber.js'
import BN from 'bn.js'
import { type ContractBench, openContractBench, type TestInstance } from './contract-fixture.js'

describe('createAbstraction, an instance', () => {
  let bench: ContractBench
  let gen: TestInstance
  let other: string

  before(async () => {
    bench = await openContractBench()
    gen = await bench.deployGen()
    other = bench.accounts[3] as string
  })
  after(() => bench.close())

  function method(name: string): TestInstance[string] {
    const found = gen[name]
    assert.ok(found)
    return found
  }

  it('gives a transaction, its receipt and its decoded logs', async () => {
    const { tx, receipt, logs } = (await method('set')(7, { from: other })) as {
      tx: string
      receipt: Record<string, unknown>
      logs: { event: string; args: Record<string, unknown> }[]
    }
    assert.equal(receipt['transactionHash'], tx)
    assert.equal(receipt['status'], true)
    assert.equal(typeof receipt['gasUsed'], 'number')
    assert.equal(receipt['logs'], logs)
    assert.equal((receipt['rawLogs'] as unknown[]).length, 1)
    const [log] = logs
    assert.equal(log?.event, 'Value')
    assert.equal(log?.args['__length__'], 3)
    assert.equal(String(log?.args['who']).toLowerCase(), other)
    assert.equal(String(log?.args['to']), '7')
    assert.equal(log?.args.constructor.name, 'Result')
  })

  it('asks four things of a node for a transaction, and nothing afterwards', async () => {
    await method('set')(1)
    bench.requests.clear()
    await method('set')(2)
    assert.deepEqual(Object.fromEntries(bench.requests), {
      eth_getBlockByNumber: 1,
      eth_estimateGas: 1,
      eth_sendTransaction: 1,
      eth_getTransactionReceipt: 1,
    })
  })

  it('gives integers as BN, in arrays too, and those of structs as text', async () => {
    const value = (await method('value')()) as unknown
    assert.ok(BN.isBN(value))
    const echo = (await method('echo4')([1, 2], `0x${'00'.repeat(20)}`, 3)) as unknown[]
    assert.deepEqual([...(echo[0] as string[])], ['1', '2'])
    assert.equal((echo[0] as unknown as Record<string, string>)['f1'], '2')
    const [first] = (await method('echo7')([5])) as unknown as BN[]
    assert.ok(BN.isBN(first))
  })

  it('takes numbers of every kind', async () => {
    for (const number of [9, '9', '0x9', 9n, new BN(9), new BigNumber(9)]) {
      assert.equal(String(await method('echo6')(number)), '9')
    }
  })

  it('calls at a block, and as somebody', async () => {
    await method('set')(41)
    const block = Number(await bench.chain.request({ method: 'eth_blockNumber' }))
    await method('set')(42)
    assert.equal(String(await method('value').call({ from: other }, block)), '41')
    assert.equal(String(await method('value').call('latest')), '42')
  })

  it('picks overloads by signature, and by name the last that takes so many arguments', async () => {
    const methods = gen['methods'] as unknown as Record<string, TestInstance[string]>
    assert.equal(String(await methods['over(uint256,uint256)']?.(1, 2)), '3')
    await assert.rejects(method('over')(5), /invalid address/)
    assert.equal(String(await methods['over(uint256)']?.(5)), '5')
    assert.equal(String(await methods['over(address)']?.(other)).toLowerCase(), other)
  })

  it('estimates, and tells what it would send', async () => {
    assert.equal(typeof (await method('set').estimateGas(5)), 'number')
    const { from, to, data } = await method('set').request(5, { from: other })
    assert.equal(from, other)
    assert.equal(to, gen['address'])
    assert.match(String(data), /^0x60fe47b10{63}5$/)
  })

  it('sends ether and raw data', async () => {
    const sent = (await method('send')(5)) as { receipt: { status: boolean } }
    assert.equal(sent.receipt.status, true)
    const raw = (await method('sendTransaction')({ data: '0x12345678', value: '1' })) as {
      logs: { args: Record<string, unknown> }[]
    }
    assert.equal(String(raw.logs[0]?.args['to']), '4')
    assert.match(String(await method('call')({ data: '0x3fa4f245' })), /^0x[0-9a-f]{64}$/)
  })

  it('finds past events with what web3 and what Truffle make of their arguments', async () => {
    await method('set')(1234)
    const getPastEvents = method('getPastEvents')
    const found = (await getPastEvents('Value', { fromBlock: 'latest' })) as {
      event: string
      returnValues: Record<string, unknown>
      args: Record<string, unknown>
    }[]
    assert.equal(found.length, 1)
    assert.equal(found[0]?.returnValues['to'], '1234')
    assert.ok(BN.isBN(found[0]?.args['to']))
    assert.deepEqual(
      await getPastEvents('Value', { fromBlock: 0, filter: { who: other } }).then(
        (events) => (events as unknown[]).length,
      ),
      1,
    )
    assert.throws(() => getPastEvents('Nothing'), /Event "Nothing" doesn't exist/)
  })

  it('decodes the logs of a linked library, and leaves out others', async () => {
    const { logs } = (await method('useLib')(4)) as { logs: { event: string }[] }
    assert.deepEqual(
      logs.map(({ event }) => event),
      ['Said'],
    )
  })

  it('tells of a transaction while it is on its way', async () => {
    const told: string[] = []
    const sending = method('set')(3) as unknown as Promise<unknown> & {
      on(event: string, listener: () => void): typeof sending
      once(event: string, listener: () => void): typeof sending
    }
    const listened = sending
      .on('transactionHash', () => told.push('hash'))
      .once('receipt', () => told.push('receipt'))
    assert.equal(listened, sending)
    await sending
    assert.deepEqual(told, ['hash', 'receipt'])
  })

  it('counts confirmations only for who listens', async () => {
    const sending = method('set')(3) as unknown as Promise<unknown> & {
      on(event: string, listener: (count: number) => void): unknown
    }
    const first = new Promise((resolve) => {
      sending.on('confirmation', resolve)
    })
    assert.equal(await first, 1)
  })
})
