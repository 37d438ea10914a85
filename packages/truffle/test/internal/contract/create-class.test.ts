import assert from 'node:assert/strict'
import { createDevchain } from '@scaffold-evm/devchain'
import { type ContractAbstraction, createAbstraction } from '../../../src/index.js'
import { loadWeb3 } from '../../../src/internal/web3/load-web3.js'
import { artifactNamed, type ContractBench, openContractBench } from './contract-fixture.js'

type Members = ContractAbstraction & Readonly<Record<string, (...values: unknown[]) => unknown>>

describe('createAbstraction, the class', () => {
  let bench: ContractBench
  let Gen: Members

  before(async () => {
    bench = await openContractBench()
  })
  after(() => bench.close())
  beforeEach(() => {
    Gen = bench.abstraction('Gen') as Members
  })

  it('has enums of the contract as properties', () => {
    assert.deepEqual(Gen['Color'], { Red: 0, Green: 1, Blue: 2 })
    assert.deepEqual(Gen['enums'], { Color: { Red: 0, Green: 1, Blue: 2 } })
  })

  it('refuses what is no address, and addresses without code', async () => {
    const someone = bench.accounts[5] as string
    await assert.rejects(Gen.at('0x123'), { message: 'Invalid address passed to Gen.at(): 0x123' })
    await assert.rejects(Gen.at(someone), {
      message: `Cannot create instance of Gen; no code at address ${someone}`,
    })
  })

  it('tells apart a contract that was never deployed on a network from one that lost its address', async () => {
    await assert.rejects(Gen.deployed(), {
      message: 'Gen has not been deployed to detected network (network/artifact mismatch)',
    })
    Gen.link('Lib', bench.accounts[1])
    await assert.rejects(Gen.deployed(), {
      message: 'Gen has not been deployed to detected network (1337)',
    })
  })

  it('refuses to deploy what is abstract and what lacks a library', async () => {
    const Missing = bench.abstraction('Missing')
    assert.throws(() => Missing.new(), /^Error: Missing error: contract binary not set\./)
    await assert.rejects(Gen.new(1, [1, 2]), {
      message:
        'Gen contains unresolved libraries. You must deploy and link the following libraries before you can deploy a new version of Gen: Lib',
    })
  })

  it('links by name, by object, by class and by instance', async () => {
    const Lib = bench.abstraction('Lib')
    assert.throws(() => Gen.link(Lib), /Cannot link contract without an address/)
    const library = await Lib.new()
    Lib.address = library.address
    Gen.link('Lib', 'a')
    assert.deepEqual(Gen['links'], { Lib: 'a' })
    Gen.link({ Lib: 'b' })
    assert.deepEqual(Gen['links'], { Lib: 'b' })
    Gen.link(library)
    assert.deepEqual(Gen['links'], { Lib: library.address })
    Gen.link(Lib)
    const events = Object.values(
      Gen['events'] as unknown as Record<string, { readonly name: string }>,
    )
    assert.ok(events.some(({ name }) => name === 'Said'))
    assert.throws(() => Gen.link(5), /incorrect format/)
  })

  it('leaves the artifact that it was made of alone', async () => {
    const artifact = artifactNamed('Picky')
    const before = JSON.stringify(artifact)
    const Picky = createAbstraction(artifact, bench.context)
    const instance = await Picky.new(9)
    Picky.address = instance.address
    assert.equal(JSON.stringify(artifact), before)
    assert.equal((await Picky.deployed()).address, instance.address)
  })

  it('has properties that cannot be changed', () => {
    for (const name of ['metadata', 'networks', 'links', 'events', 'binary', 'schemaVersion']) {
      assert.throws(() => Object.assign(Gen, { [name]: 1 }), {
        message: `${name} property is immutable`,
      })
    }
    assert.throws(() => Object.assign(Gen, { numberFormat: 'Roman' }), {
      message:
        'Invalid number format setting: "Roman": valid formats are: ["BigNumber","BN","String","BigInt"].',
    })
  })

  it('merges defaults', () => {
    assert.deepEqual(Gen.defaults({ gas: 5 }), { from: bench.accounts[0], gas: 5 })
    assert.equal(Gen['class_defaults'], Gen.defaults())
  })

  it('makes clones with networks of their own', () => {
    const clone = (Gen['clone'] as (id: number) => Members)(7)
    assert.equal(clone['network_id'], '7')
    assert.equal(clone['contractName'], 'Gen')
    clone.link('Lib', bench.accounts[2])
    assert.equal(Gen.isDeployed(), false)
  })

  it('takes properties of plugins', () => {
    const addProp = Gen['addProp'] as (key: string, make: () => unknown) => void
    addProp('twice', () => 2)
    assert.equal(Gen['twice'], 2)
    assert.throws(() => Object.assign(Gen, { twice: 3 }), {
      message: 'twice property is immutable',
    })
  })

  it('estimates and describes deployments', async () => {
    const Picky = bench.abstraction('Picky')
    const deploy = Picky.new as unknown as {
      estimateGas(...values: unknown[]): Promise<number>
      request(...values: unknown[]): Promise<Readonly<Record<string, unknown>>>
    }
    assert.ok((await deploy.estimateGas(9)) > 53_000)
    const { from, data } = await deploy.request(9)
    assert.equal(from, bench.accounts[0])
    assert.ok(String(data).endsWith('9'))
  })

  it('tells the node of a network that was never set', async () => {
    const fresh = bench.abstraction('Gen')
    Object.assign(fresh, { network_id: undefined })
    const detect = fresh['detectNetwork'] as () => Promise<object>
    assert.deepEqual(await detect(), { id: '1337', blockLimit: '0x1c9c380' })
  })

  it('takes the URL of a node for a provider', async () => {
    const server = await bench.chain.listen({ port: 0 })
    const Picky = bench.abstraction('Picky')
    ;(Picky['setProvider'] as (url: string) => void)(server.url)
    assert.match((await Picky.new(9)).address, /^0x/)
    await server.close()
  })

  it('takes another web3, with the chain that it is on', async () => {
    const elsewhere = await createDevchain({ dialect: 'ganache', logger() {} })
    const Picky = bench.abstraction('Picky')
    const [here, other] = [loadWeb3(bench.chain), loadWeb3(elsewhere)]
    const before = await here.eth.getBlockNumber()
    Object.assign(Picky, { web3: other })
    assert.equal(Picky['web3'], other)
    const [from = ''] = await other.eth.getAccounts()
    await Picky.new(9, { from })
    assert.equal(await other.eth.getBlockNumber(), 1)
    assert.equal(await here.eth.getBlockNumber(), before)
  })

  it('signs with the keys of a wallet', async () => {
    const { web3, account } = await fundedAccount(bench)
    const context = { ...bench.context, loadWeb3: () => web3 }
    const Picky = createAbstraction(artifactNamed('Picky'), context)
    web3.eth.accounts.wallet.add(account)
    ;(Picky['setWallet'] as (wallet: unknown) => void)(web3.eth.accounts.wallet)
    const { transactionHash } = await Picky.new(9, { from: account.address })
    const { from } = await web3.eth.getTransaction(String(transactionHash))
    assert.equal(from, account.address)
  })
})

async function fundedAccount(bench: ContractBench) {
  const web3 = loadWeb3(bench.chain)
  const account = web3.eth.accounts.create()
  await bench.chain.setBalance(account.address as `0x${string}`, 10n ** 18n)
  return { web3, account }
}
