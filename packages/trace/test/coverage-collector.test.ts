import assert from 'node:assert/strict'
import type { Artifact } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import { Build, CoverageCollector, type FileCoverage } from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

describe('CoverageCollector', function () {
  this.timeout(60_000)
  let source: TempSource
  let chain: Devchain
  let coverage: FileCoverage
  let artifacts: readonly Artifact[]

  before(async () => {
    source = await createTempSource('covered.sol')
    const build = await source.build('debug')
    artifacts = build.artifacts
    chain = await createDevchain({ logger: () => undefined })
    const counting = await chain.startCounting()
    await exercise()
    const collector = new CoverageCollector(new Build(build), (name) =>
      name.startsWith('contracts/'),
    )
    await collector.add(await counting.take())
    const [file] = await collector.finish()
    coverage = file ?? assert.fail('there is no file')
  })

  after(async () => {
    await chain.close()
    await source.remove()
  })

  function artifactOf(name: string): Artifact {
    return artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }

  async function send(transaction: object): Promise<string> {
    const [from] = chain.accounts
    const request = { from: from?.address, gas: '0x300000', ...transaction }
    const hash = await chain.request({ method: 'eth_sendTransaction', params: [request] })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    return String(Reflect.get(Object(receipt), 'contractAddress'))
  }

  /** What the comments in the file count. */
  async function exercise(): Promise<void> {
    const { abi, bytecode } = artifactOf('Covered')
    const encoder = new Interface(JSON.stringify(abi))
    const to = await send({ data: bytecode })
    const call = async (name: string, ...args: unknown[]): Promise<void> => {
      await send({ to, data: encoder.encodeFunctionData(name, args) }).catch(() => undefined)
    }
    await send({ to, value: '0x5' })
    await send({ to, data: '0xdeadbeef' })
    await call('declared')
    await call('twice')
    for (const x of [11, 2, 3]) await call('choose', x)
    for (const pair of [
      [false, true],
      [true, false],
      [true, true],
    ])
      await call('both', ...pair)
    for (const pair of [
      [true, false],
      [true, true],
    ])
      await call('either', ...pair)
    for (const x of [0, 5]) await call('check', x)
    await call('down', 4)
    for (const target of [to, await send({ data: artifactOf('Sums').bytecode })])
      await call('attempt', target)
    for (const x of [0, 7]) await call('low', x)
    await call('add', [1, 2, 3])
  }

  /** Everything that begins on a line, as the comments write it. */
  function countsOn(line: number): string {
    const isHere = ({ span }: { readonly span: { readonly start: { readonly line: number } } }) =>
      span.start.line === line
    const functions = coverage.functions
      .filter(isHere)
      .map(({ name, count }) => `fn ${count}: ${name}`)
    const statements = coverage.statements.filter(isHere).map(({ count }) => `${count}`)
    const branches = coverage.branches
      .filter(isHere)
      .map(({ kind, ways }) => `${kind} ${ways.map(({ count }) => count).join(',')}`)
    return [...functions, ...statements, ...branches].join(' ')
  }

  it('counts every construct exactly', () => {
    const lines = source.text.split('\n')
    const counted = lines.map((_, index) => `${index + 1}: ${countsOn(index + 1)}`)
    const expected = lines.map((line, index) => {
      const [, comment = ''] = / \/\/ (.*)$/.exec(line) ?? []
      return `${index + 1}: ${comment}`
    })
    assert.deepEqual(counted, expected)
  })
})
