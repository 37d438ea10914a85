import assert from 'node:assert/strict'
import type { Artifact } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import { Build, CoverageCollector, type FileCoverage } from '../src/index.js'
import { exerciseEveryConstruct } from './every-construct.js'
import { createTempSource, type TempSource } from './temp-source.js'

/** Everything that begins on a line, as the comments write it. */
function countsOn(coverage: FileCoverage, line: number): string {
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

function assertAsCommented(coverage: FileCoverage, text: string): void {
  const lines = text.split('\n')
  const counted = lines.map((_, index) => `${index + 1}: ${countsOn(coverage, index + 1)}`)
  const expected = lines.map((line, index) => {
    const [, comment = ''] = / \/\/ (.*)$/.exec(line) ?? []
    return `${index + 1}: ${comment}`
  })
  assert.deepEqual(counted, expected)
}

/** What of a file beside the tests runs when `exercise` does. */
async function coverageOf(
  source: TempSource,
  exercise: (chain: Devchain, artifacts: readonly Artifact[]) => Promise<void>,
): Promise<FileCoverage> {
  const build = await source.build('debug')
  const chain = await createDevchain({ logger: () => undefined, allowUnlimitedContractSize: true })
  try {
    const counting = await chain.startCounting()
    await exercise(chain, build.artifacts)
    const isOwn = (name: string): boolean => name.startsWith('contracts/')
    const collector = new CoverageCollector(new Build(build), isOwn)
    await collector.add(await counting.take())
    const [file] = await collector.finish()
    return file ?? assert.fail('there is no file')
  } finally {
    await chain.close()
  }
}

describe('CoverageCollector', function () {
  this.timeout(60_000)
  let source: TempSource

  afterEach(() => source.remove())

  it('counts every construct exactly', async () => {
    source = await createTempSource('every-construct.sol')
    assertAsCommented(await coverageOf(source, exerciseEveryConstruct), source.text)
  })

  it('counts what is covered in part', async () => {
    source = await createTempSource('covered.sol')
    assertAsCommented(await coverageOf(source, exerciseCovered), source.text)
  })
})

/** What the comments in `covered.sol` count. */
async function exerciseCovered(chain: Devchain, artifacts: readonly Artifact[]): Promise<void> {
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
