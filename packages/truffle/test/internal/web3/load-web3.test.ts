import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import BN from 'bn.js'
import { getAddress, keccak256, solidityPackedKeccak256, Transaction, Wallet } from 'ethers'
import { createAbstraction } from '../../../src/index.js'
import { createInterfaceAdapter } from '../../../src/internal/web3/interface-adapter.js'
import { loadWeb3 } from '../../../src/internal/web3/load-web3.js'
import {
  artifactNamed,
  type ContractBench,
  genArguments,
  openContractBench,
} from '../contract/contract-fixture.js'

type Web3 = ReturnType<typeof loadWeb3>
type Callback = (error: unknown, response?: unknown) => void

describe('loadWeb3', () => {
  let bench: ContractBench
  let web3: Web3
  let from: string
  let to: string

  before(async () => {
    bench = await openContractBench()
    web3 = loadWeb3(bench.chain)
    const accounts = await web3.eth.getAccounts()
    from = accounts[0] as string
    to = accounts[1] as string
  })
  after(() => bench.close())

  it('gives gas of blocks, transactions and receipts in hex, as Truffle’s web3 does', async () => {
    const sent = await web3.eth.sendTransaction({ from, to, value: '1' })
    assert.equal(sent.gasUsed, 21000)
    assert.equal((await web3.eth.getBlock('latest')).gasLimit as unknown, '0x1c9c380')
    assert.equal((await web3.eth.getTransaction(sent.transactionHash)).gas as unknown, '0x15f90')
    const receipt = await web3.eth.getTransactionReceipt(sent.transactionHash)
    assert.equal(receipt.gasUsed as unknown, '0x5208')
  })

  it('hashes with what a chain of the process hashes with', () => {
    const at = (path: string): string => new URL(`../../../src/${path}`, import.meta.url).href
    const code = `
      const { registerKeccak } = await import('${at('internal/abi/register-keccak.js')}')
      const { loadWeb3 } = await import('${at('internal/web3/load-web3.js')}')
      const { loadKeccak256 } = await import('@scaffold-evm/devchain')
      const keccak256 = await loadKeccak256()
      const hashed = []
      registerKeccak((data) => { hashed.push(data.length); return keccak256(data) })
      const { utils } = loadWeb3()
      console.log(JSON.stringify([utils.keccak256('0x01'), utils.soliditySha3('a', 1), utils.toChecksumAddress('0x' + 'ab'.repeat(20)), hashed]))`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    })
    assert.deepEqual(JSON.parse(child.stdout), [
      keccak256('0x01'),
      solidityPackedKeccak256(['string', 'uint256'], ['a', 1]),
      getAddress(`0x${'ab'.repeat(20)}`),
      [1, 33, 40],
    ])
  })

  it('takes every BN for one of its own', () => {
    const { BN: Web3Bn } = web3.utils as unknown as { BN: typeof BN }
    assert.ok(web3.utils.toBN(5) instanceof Web3Bn)
    assert.ok(new BN(5) instanceof Web3Bn)
    assert.ok(!({} instanceof Web3Bn))
  })

  it('signs with modules that wait until they are used', async () => {
    const key = `0x${'11'.repeat(32)}`
    const { address } = new Wallet(key)
    const common = { to, value: '1', gas: 21_000, nonce: 7, chainId: 1 }
    const fees = { maxFeePerGas: '9', maxPriorityFeePerGas: '1' }
    const transactions = [
      { ...common, gasPrice: '5', chain: 'mainnet', hardfork: 'istanbul' },
      { ...common, ...fees, chain: 'mainnet', hardfork: 'london' },
    ]
    for (const [index, transaction] of transactions.entries()) {
      const { rawTransaction } = await web3.eth.accounts.signTransaction(transaction, key)
      const signed = Transaction.from(rawTransaction)
      assert.deepEqual([signed.from, signed.nonce, signed.type], [address, 7, index * 2])
      assert.equal(web3.eth.accounts.recoverTransaction(String(rawTransaction)), address)
    }
    const { signature } = web3.eth.accounts.sign('text', key)
    assert.equal(signature, await new Wallet(key).signMessage('text'))
  })

  it('says what a reverted transaction left', async () => {
    const Picky = new web3.eth.Contract((artifactNamed('Picky') as { abi: never }).abi)
    const { bytecode } = artifactNamed('Picky') as { bytecode: string }
    const deployment = Picky.deploy({ data: bytecode, arguments: [1] })
    await assert.rejects(
      new Promise((resolve, reject) => {
        web3.eth
          .sendTransaction({ from, data: deployment.encodeABI(), gas: 500_000 })
          .then(resolve, reject)
      }),
      /The contract code couldn't be stored, please check your gas limit\./,
    )
  })

  it('asks nothing of a chain after a transaction', async () => {
    const asked: string[] = []
    const counting = loadWeb3({
      request(payload: { method: string }) {
        asked.push(payload.method)
        return bench.chain.request(payload)
      },
    })
    await counting.eth.sendTransaction({ from, to, value: '1' })
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.equal(asked.length, before)
  })

  it('is behind an abstraction’s `contract` and events', async () => {
    const context = { ...bench.context, provider: bench.chain as never, loadWeb3: () => web3 }
    const Lib = createAbstraction(artifactNamed('Lib'), context)
    const Gen = createAbstraction(artifactNamed('Gen'), context)
    Gen.link('Lib', (await Lib.new()).address)
    const gen = await Gen.new(...genArguments)
    const contract = gen['contract'] as {
      methods: { value(): { call(): Promise<string> } }
      options: { address: string }
    }
    assert.equal(contract.options.address, gen.address)
    assert.equal(await contract.methods.value().call(), '1')
    const listen = gen['Value'] as () => {
      on(event: string, listener: (log: { args: { to: BN } }) => void): void
    }
    const heard = new Promise<{ args: { to: BN } }>((resolve) => {
      listen().on('data', resolve)
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await (gen['set'] as (value: number) => Promise<unknown>)(77)
    assert.equal((await heard).args.to.toString(), '77')
  })

  it('reads what is no number as Truffle 5.11.5 does', () => {
    const { BN } = web3.utils as unknown as { BN: new (text: string, base?: number) => object }
    const read = ['zz', '12x', '1.5', 'abc', '12', '-', ' '].map((text) => String(new BN(text)))
    assert.deepEqual(read, ['385', '153', '85', '1122', '12', '0', '0'])
    // web3's function around the class hands no base on.
    assert.equal(String(new BN('ff', 16)), '165')
  })

  it('is another one for each class, whose transactions go where its provider says', async () => {
    const context = { ...bench.context, provider: bench.chain as never, loadWeb3: () => web3 }
    const asked: string[] = []
    const watching = {
      send(payload: { method: string; params: unknown[] }, callback: Callback) {
        asked.push(payload.method)
        const answer = bench.chain.request(payload)
        answer.then((result) => callback(null, { id: 1, jsonrpc: '2.0', result }), callback)
      },
    }
    const One = createAbstraction(artifactNamed('Lib'), context)
    const Other = createAbstraction(artifactNamed('Lib'), context)
    const own = One['web3'] as Web3
    assert.notEqual(own, web3)
    assert.notEqual(own, Other['web3'])
    own.setProvider(watching as never)
    await Other.new()
    assert.equal(asked.length, 0)
    await One.new()
    assert.ok(asked.includes('eth_sendTransaction'))
    assert.notEqual(web3.currentProvider, watching)
    const before = asked.length
    ;(One['setProvider'] as (provider: unknown) => void)({
      ...bench.chain,
      request: bench.chain.request.bind(bench.chain),
    })
    await One.new()
    assert.equal(asked.length, before)
  })
})

describe('createInterfaceAdapter', () => {
  let bench: ContractBench

  before(async () => {
    bench = await openContractBench()
  })
  after(() => bench.close())

  it('loads web3 when it is first asked', async () => {
    let loads = 0
    let web3: Web3 | undefined
    const adapter = createInterfaceAdapter(() => {
      loads += web3 === undefined ? 1 : 0
      web3 ??= loadWeb3(bench.chain)
      return web3
    })
    assert.equal(loads, 0)
    assert.equal(await adapter.getNetworkId(), 1337)
    assert.equal(await adapter.getBlockNumber(), 0)
    assert.equal((await adapter.getAccounts()).length, 10)
    assert.equal(loads, 1)
  })

  it('reports what a transaction cost', async () => {
    const web3 = loadWeb3(bench.chain)
    const adapter = createInterfaceAdapter(() => web3)
    const [from, to] = await adapter.getAccounts()
    const gasPrice = '20000000000'
    const receipt = await web3.eth.sendTransaction({ from, to, value: '5', gasPrice } as never)
    const report = await adapter.getTransactionCostReport(receipt as never)
    assert.equal(report?.from, from)
    assert.equal(report?.gasPrice, '20')
    assert.equal(String(report?.gas), '21000')
    assert.equal(String(report?.cost), '420000000000005')
    assert.equal(adapter.displayCost(web3.utils.toBN('1500000000000000000')), '1.5')
  })
})
