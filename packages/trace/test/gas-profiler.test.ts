import assert from 'node:assert/strict'
import type { Artifact } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain, type StepRecording } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import {
  Build,
  formatFlameGraph,
  formatSpeedscope,
  type GasNode,
  type GasProfile,
  GasProfiler,
} from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

describe('GasProfiler', function () {
  this.timeout(60_000)
  let source: TempSource
  let chain: Devchain
  let artifacts: readonly Artifact[]
  let builds: { readonly deployed: Build; readonly debug: Build }
  const recordings = new Map<string, StepRecording>()
  const receipts = new Map<string, number>()
  let last: StepRecording | undefined

  before(async () => {
    source = await createTempSource('gas.sol')
    const deployed = await source.build('default', { optimizer: { enabled: true } })
    artifacts = deployed.artifacts
    builds = { deployed: new Build(deployed), debug: new Build(await source.build('debug')) }
    chain = await createDevchain({ logger: () => undefined })
    const stop = await chain.startRecording((recording) => {
      last = recording
    })
    await exercise()
    await stop()
  })

  after(async () => {
    await chain.close()
    await source.remove()
  })

  function artifactOf(name: string): Artifact {
    return artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }

  async function send(
    name: string,
    transaction: object,
  ): Promise<{ contractAddress: string; logs: { data: string }[] }> {
    const [from] = chain.accounts
    const request = { from: from?.address, gas: '0x300000', ...transaction }
    const hash = await chain
      .request({ method: 'eth_sendTransaction', params: [request] })
      .catch((error: unknown) => Reflect.get(Object(error), 'transactionHash'))
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    receipts.set(name, Number(Reflect.get(Object(receipt), 'gasUsed')))
    recordings.set(name, last ?? assert.fail('it was not recorded'))
    return receipt as { contractAddress: string; logs: { data: string }[] }
  }

  async function exercise(): Promise<void> {
    const data = (name: string, method: string, ...args: unknown[]): string =>
      new Interface(JSON.stringify(artifactOf(name).abi)).encodeFunctionData(method, args)
    const library = await send('library', { data: artifactOf('Sums').bytecode })
    const linked = artifactOf('Counter').bytecode.replace(
      /__\$.{34}\$__/g,
      library.contractAddress.slice(2),
    )
    const { contractAddress: counter } = await send('creation', { data: linked })
    const factory = await send('factory', { data: artifactOf('Factory').bytecode })
    const to = factory.contractAddress
    await send('make', { to, data: data('Factory', 'make', counter) })
    await send('add', { to: counter, data: data('Counter', 'add', 3) })
    await send('value', { to: counter, value: '0x5' })
    await send('revert', { to: counter, data: data('Counter', 'fail') })
    await send('out of gas', { to: counter, data: data('Counter', 'add', 300), gas: '0xc350' })
    await send('floor', { to: chain.accounts[1]?.address, data: `0x${'11'.repeat(2_000)}` })
    await send('precompile', { to: `0x${'2'.padStart(40, '0')}`, data: '0x1234' })
    await send('refund', { to: counter, data: data('Counter', 'forget') })
    await send('hash', { to: counter, data: data('Counter', 'hash', '0x1234') })
    const accessList = [{ address: counter, storageKeys: [`0x${'00'.repeat(32)}`] }]
    await send('access list', { to: counter, data: data('Counter', 'add', 1), accessList })
    await send('no such code', { data: '0xfe' })
  }

  async function profileOf(...names: readonly string[]): Promise<GasProfile> {
    const profiler = await GasProfiler.create(builds)
    for (const name of names) profiler.add(recordings.get(name) ?? assert.fail(name))
    return profiler.profile()
  }

  const sum = (items: readonly { readonly gas: number }[]): number =>
    items.reduce((total, { gas }) => total + gas, 0)

  it('adds up to what every transaction paid for', async () => {
    for (const [name, gasUsed] of receipts) {
      const { gasUsed: profiled, root, lines, costs, refund } = await profileOf(name)
      assert.equal(profiled, gasUsed, name)
      assert.equal(sum(lines) + sum(costs), gasUsed, name)
      assert.equal(root.total - refund, gasUsed, name)
      assert.ok(
        [...lines, ...costs].every(
          ({ gas, ...one }) => gas > 0 || Reflect.get(one, 'name') === 'refund',
        ),
        name,
      )
    }
  })

  it('names what is charged besides instructions', async () => {
    const costsOf = async (name: string): Promise<readonly string[]> =>
      (await profileOf(name)).costs.map((cost) => cost.name).sort()
    assert.deepEqual(await costsOf('creation'), [
      'call data',
      'code deposit',
      'contract creation',
      'transaction',
    ])
    assert.deepEqual(await costsOf('floor'), [
      'call data',
      'least price of call data',
      'transaction',
    ])
    assert.deepEqual(await costsOf('precompile'), ['call data', 'precompiles', 'transaction'])
    assert.deepEqual(await costsOf('refund'), ['call data', 'refund', 'transaction'])
    assert.deepEqual(await costsOf('access list'), ['access list', 'call data', 'transaction'])
  })

  it('gives the gas of a transaction to the lines that took it', async () => {
    const { lines } = await profileOf('add')
    const text = source.text.split('\n')
    const [first] = lines
    assert.equal(text[(first?.line ?? 0) - 1]?.trim(), 'kept.total += value;')
    const place = lines.find(({ line }) => text[line - 1]?.includes('kept.add(1)'))
    assert.ok((place?.gas ?? 0) > 0)
  })

  it('keeps functions under those that called them', async () => {
    const { root, functions } = await profileOf('make')
    const find = (node: GasNode | undefined, ...path: readonly string[]): GasNode | undefined =>
      path.reduce((inner, name) => inner?.children.find((child) => child.name === name), node)
    assert.ok(find(root, 'Factory', 'make', 'new Proxy', 'code deposit'))
    assert.ok(find(root, 'Factory', 'make', 'Proxy', 'Counter', 'add', 'Sums', 'add'))
    const add = functions.find(({ name }) => name === 'Sums.add')
    assert.ok(add !== undefined && add.place?.sourceName === 'contracts/gas.sol')
  })

  it('draws what adds up to the same', async () => {
    const profile = await profileOf('make', 'add')
    const { profiles } = JSON.parse(formatSpeedscope(profile, 'two transactions'))
    const weights: readonly number[] = profiles[0].weights
    assert.equal(
      weights.reduce((all, gas) => all + gas, 0),
      profile.root.total,
    )
    const page = formatFlameGraph(profile, '<two> & "more"')
    const widths = [...page.matchAll(/data-t="(\d+)" data-d="1"/g)].map(([, gas]) => Number(gas))
    assert.equal(
      widths.reduce((all, gas) => all + gas, 0),
      profile.root.total,
    )
    assert.match(page, /<title>&lt;two&gt; &amp; &quot;more&quot;<\/title>/)
    assert.doesNotMatch(page, /src=|href=|import /)
  })

  it('adds up over several transactions', async () => {
    const names = [...receipts.keys()]
    const { transactions, gasUsed, lines, costs, root, refund } = await profileOf(...names)
    const total = [...receipts.values()].reduce((all, gas) => all + gas, 0)
    assert.deepEqual([transactions, gasUsed], [names.length, total])
    assert.deepEqual([sum(lines) + sum(costs), root.total - refund], [total, total])
  })
})
