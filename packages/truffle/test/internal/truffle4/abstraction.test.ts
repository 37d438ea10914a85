import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { ContractAbstraction } from '../../../src/contract-abstraction.js'
import { createLegacyAbstraction } from '../../../src/internal/truffle4/abstraction/create-abstraction.js'
import { openInlineChain } from '../../../src/internal/truffle4/inline-chain.js'
import {
  type LegacyWeb3,
  type LegacyWeb3Library,
  loadLegacyWeb3,
} from '../../../src/internal/truffle4/legacy-web3.js'
import type { SyncProvider } from '../../../src/internal/truffle4/sync-provider.js'
import type { TruffleArtifact } from '../../../src/truffle-artifact.js'

// Compiled by solc 0.4.26 from fixtures/sample.sol. What is expected here, truffle-contract 3.0.8 gave on ganache-cli 6.12.2.
const file = new URL('../../../../test/internal/truffle4/fixtures/sample.json', import.meta.url)
const artifacts: Readonly<Record<'Sample' | 'Adder', TruffleArtifact>> = JSON.parse(
  readFileSync(file, 'utf8'),
)

// biome-ignore lint/suspicious/noExplicitAny: projects use contracts without types.
type Loose = any

describe('createLegacyAbstraction', () => {
  let library: LegacyWeb3Library
  let provider: SyncProvider
  let web3: LegacyWeb3 & Loose
  let accounts: readonly string[]
  let Sample: ContractAbstraction & Loose
  let Adder: ContractAbstraction & Loose
  let sample: Loose

  before(async () => {
    library = await loadLegacyWeb3()
  })

  beforeEach(async () => {
    const chain = await openInlineChain(
      {
        dialect: 'ganache',
        hardfork: 'byzantium',
        networkId: 4_447,
        blockGasLimit: 6_721_975n,
        throwOnTransactionFailures: true,
      },
      'needed',
    )
    provider = chain.provider
    web3 = new library.Web3(provider)
    accounts = web3.eth.accounts
    Sample = create('Sample')
    Adder = create('Adder')
    Adder.address = (await Adder.new()).address
    Sample.link(Adder)
    sample = await Sample.new(5, 'ab', { value: 10 })
  })

  function create(name: 'Sample' | 'Adder'): ContractAbstraction & Loose {
    const defaults = { from: accounts[0], gas: 6_721_975, gasPrice: 100_000_000_000 }
    const context = { provider, networkId: '4447', defaults, loadWeb3: () => web3 }
    return createLegacyAbstraction(artifacts[name], context, library)
  }

  it('gives BigNumbers, addresses in lower case and padded bytes', async () => {
    expect((await sample.value()).constructor).to.equal(web3.BigNumber)
    expect(await sample.owner()).to.equal(accounts[0]?.toLowerCase())
    expect(await sample.hash()).to.equal(`0x6162${'0'.repeat(60)}`)
    const several = await sample.several()
    expect(several.map(String)).to.deep.equal(['5', accounts[0], '-3'])
  })

  it('takes numbers in every form, and pads short bytes', async () => {
    for (const value of [7, '7', '0x7', web3.toBigNumber(7), 7.9]) {
      await sample.store(value)
      expect((await sample.value()).toNumber()).to.equal(7)
    }
  })

  it('decodes the logs of a transaction', async () => {
    const { tx, receipt, logs } = await sample.store('1000000000000000000000')
    expect(receipt.transactionHash).to.equal(tx)
    expect(receipt.status).to.equal('0x1')
    const [{ event, args, type, address }] = logs
    expect({ event, type, address }).to.deep.equal({
      event: 'Stored',
      type: 'mined',
      address: sample.address,
    })
    expect(args.who).to.equal(accounts[0])
    expect(args.value.toString(10)).to.equal('1000000000000000000000')
    expect(args.negative.toNumber()).to.equal(-5)
    expect(args.text).to.equal('text')
    expect(args.hash).to.equal(`0x6162${'0'.repeat(60)}`)
  })

  it('has BN in the arrays of logs', async () => {
    const [log] = (await sample.list([1, '2'])).logs
    expect(log.args.values.map((value: Loose) => value.constructor.name)).to.deep.equal([
      'BN',
      'BN',
    ])
  })

  it('decodes the events of a linked library', async () => {
    const [log] = (await sample.useLibrary()).logs
    expect(log.event).to.equal('Added')
    expect(log.args.sum.toNumber()).to.equal(6)
  })

  it('says which libraries are not linked', async () => {
    const error: unknown = await create('Sample')
      .new(1, '0x')
      .catch((caught: unknown) => caught)
    expect(error).to.have.property(
      'message',
      'Sample contains unresolved libraries. You must deploy and link the following libraries before you can deploy a new version of Sample: Adder',
    )
  })

  const failures: readonly (readonly [string, (contract: Loose) => Promise<unknown>, string])[] = [
    ['a revert', (c) => c.fail(0), 'VM Exception while processing transaction: revert'],
    [
      'a revert with gas',
      (c) => c.fail(0, { gas: 90_000 }),
      'VM Exception while processing transaction: revert',
    ],
    ['a reason', (c) => c.fail(1), 'VM Exception while processing transaction: revert the reason'],
    [
      'a call',
      (c) => c.fail.call(1),
      'VM Exception while processing transaction: revert the reason',
    ],
    [
      'an estimate',
      (c) => c.fail.estimateGas(1),
      'VM Exception while processing transaction: revert the reason',
    ],
    ['assert', (c) => c.fail(2), 'VM Exception while processing transaction: invalid opcode'],
    [
      'too little gas',
      (c) => c.store(99, { gas: 25_000 }),
      'VM Exception while processing transaction: out of gas',
    ],
    ['hardly any gas', (c) => c.store(99, { gas: 21_000 }), 'base fee exceeds gas limit'],
    ['too much gas', (c) => c.store(1, { gas: 99_999_999 }), 'Exceeds block gas limit'],
    [
      'value that is not wanted',
      (c) => c.store(1, { value: 1 }),
      'Cannot send value to non-payable function',
    ],
    ['no argument', (c) => c.store(), 'Invalid number of arguments to Solidity function'],
    [
      'a stranger',
      (c) => c.store(1, { from: `0x${'aa'.repeat(20)}` }),
      'sender account not recognized',
    ],
  ]
  for (const [title, act, message] of failures) {
    it(`fails in the words of the time for ${title}`, async () => {
      const error: unknown = await act(sample).catch((caught: unknown) => caught)
      expect(error).to.have.property('message', message)
    })
  }

  it('sends what will fail, so that it counts', async () => {
    const before = web3.eth.getTransactionCount(accounts[0])
    await sample.fail(0).catch(() => undefined)
    expect(web3.eth.getTransactionCount(accounts[0])).to.equal(before + 1)
  })

  it('calls, sends, estimates and requests', async () => {
    expect(await sample.store.estimateGas(5)).to.be.a('number')
    expect(await sample.store.sendTransaction(6)).to.match(/^0x[0-9a-f]{64}$/)
    expect(sample.store.request(7).params[0].to).to.equal(sample.address)
    expect(sample.contract.store.getData(7)).to.match(/^0x6057361d0+7$/)
  })

  it('takes the first of several functions with a name', async () => {
    expect((await sample.sum(4)).toNumber()).to.equal(4)
    expect(sample.contract.sum['uint256,uint256'].call(1, 2).toNumber()).to.equal(3)
  })

  it('gives an instance at once, and checks it when it is awaited', async () => {
    const instance = Sample.at(sample.address)
    expect((await instance.value()).toNumber()).to.equal(5)
    expect((await instance).address).to.equal(sample.address)
    expect(() => Sample.at('0x12')).to.throw('Invalid address passed to Sample.at(): 0x12')
    const nowhere: unknown = await Promise.resolve(Sample.at(accounts[1])).catch(
      (caught: unknown) => caught,
    )
    expect(nowhere)
      .to.have.property('message')
      .that.matches(/^Cannot create instance of Sample; no code/)
  })

  it('knows what is deployed', async () => {
    const missing: unknown = await Sample.deployed().catch((caught: unknown) => caught)
    expect(missing).to.have.property(
      'message',
      'Sample has not been deployed to detected network (4447)',
    )
    Sample.address = sample.address
    expect((await Sample.deployed()).address).to.equal(sample.address)
    expect(artifacts.Sample.networks).to.deep.equal({})
  })

  it('sends value to the contract', async () => {
    await sample.send(5)
    await sample.sendTransaction({ value: 6, from: accounts[1] })
    expect(web3.eth.getBalance(sample.address).toNumber()).to.equal(21)
  })

  it('watches events', async () => {
    const watching = sample.Stored({}, { fromBlock: 'latest' })
    const seen = new Promise<Loose>((resolve) => {
      watching.watch((_error: unknown, log: unknown) => resolve(log))
    })
    await sample.store(8)
    expect((await seen).args.value.toNumber()).to.equal(8)
    watching.stopWatching(() => undefined)
  })

  it('counts the arguments of a constructor, which Truffle before 4.0.6 did not', async () => {
    const error: Loose = await Sample.new(5).catch((caught: unknown) => caught)
    expect(error.message).to.match(/^Sample contract constructor expected 2 arguments, received 1/)
    const context = { provider, networkId: '1', defaults: Sample.defaults(), loadWeb3: () => web3 }
    const any = { ...library, takesAnyArguments: true }
    const Early: Loose = createLegacyAbstraction(artifacts.Sample, context, any)
    Early.link('Adder', Adder.address)
    expect((await (await Early.new(5)).value()).toNumber()).to.equal(0)
  })

  it('tells of failures when the node does not', async () => {
    const quiet = await openInlineChain({ dialect: 'ganache', hardfork: 'byzantium' }, 'needed')
    const from = new library.Web3(quiet.provider)
    const context = {
      provider: quiet.provider,
      networkId: '1',
      defaults: { from: (from as Loose).eth.accounts[0], gas: 500_000 },
      loadWeb3: () => from,
    }
    const Quiet: Loose = createLegacyAbstraction(artifacts.Sample, context, library)
    Quiet.link('Adder', `0x${'11'.repeat(20)}`)
    const instance = await Quiet.new(1, '0x', { gas: 6_000_000 })
    const error: Loose = await instance.fail(0).catch((caught: unknown) => caught)
    expect(error.message).to.match(
      /^Transaction: 0x[0-9a-f]{64} exited with an error \(status 0\)\.\n/,
    )
    expect(error.receipt.status).to.equal('0x0')
  })
})
