import assert from 'node:assert/strict'
import type { Artifact } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain, type MeteredExecution } from '@scaffold-evm/devchain'
import { Interface, id } from 'ethers'
import { type ContractGas, GasCollector, mergeGas } from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

interface Receipt {
  readonly gasUsed: string
  readonly contractAddress: string
  readonly logs: readonly { readonly data: string }[]
}

describe('GasCollector', function () {
  this.timeout(60_000)
  let source: TempSource
  let chain: Devchain
  let artifacts: readonly Artifact[]
  const executions: MeteredExecution[] = []
  const gas: Record<string, number[]> = {}
  let made = ''

  before(async () => {
    source = await createTempSource('gas.sol')
    artifacts = (await source.build('default', { optimizer: { enabled: true } })).artifacts
    chain = await createDevchain({ logger: () => undefined })
    const stop = await chain.startMetering((execution) => executions.push(execution))
    await exercise()
    await stop()
    await send({ to: made, value: '0x1' })
  })

  after(async () => {
    await chain.close()
    await source.remove()
  })

  function artifactOf(name: string): Artifact {
    return artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }

  function functionsOf({ contractName, abi }: Artifact): ReadonlyMap<string, string> {
    const signatures =
      contractName === 'Sums'
        ? ['add(Sums.Kept storage,uint256)']
        : new Interface(JSON.stringify(abi)).fragments.flatMap((fragment) =>
            fragment.type === 'function' ? [fragment.format('sighash')] : [],
          )
    return new Map(signatures.map((signature) => [id(signature).slice(2, 10), signature]))
  }

  async function send(transaction: object): Promise<Receipt> {
    const [from] = chain.accounts
    const request = { from: from?.address, gas: '0x300000', ...transaction }
    const hash = await chain.request({ method: 'eth_sendTransaction', params: [request] })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    return receipt as Receipt
  }

  async function sendAs(name: string, transaction: object): Promise<Receipt> {
    const receipt = await send(transaction)
    gas[name] = [...(gas[name] ?? []), Number(receipt.gasUsed)]
    return receipt
  }

  async function exercise(): Promise<void> {
    const data = (name: string, method: string, ...args: unknown[]): string =>
      new Interface(JSON.stringify(artifactOf(name).abi)).encodeFunctionData(method, args)
    const library = await sendAs('Sums', { data: artifactOf('Sums').bytecode })
    const linked = artifactOf('Counter').bytecode.replace(
      /__\$.{34}\$__/g,
      library.contractAddress.slice(2),
    )
    const { contractAddress: counter } = await sendAs('Counter', { data: linked })
    const { contractAddress: factory } = await sendAs('Factory', {
      data: artifactOf('Factory').bytecode,
    })
    const { logs } = await sendAs('make', { to: factory, data: data('Factory', 'make', counter) })
    made = `0x${(logs[0]?.data ?? '').slice(-40)}`
    await sendAs('add', { to: counter, data: data('Counter', 'add', 3) })
    await sendAs('add', { to: made, data: data('Counter', 'add', 1) })
    await sendAs('receive', { to: counter, value: '0x5' })
    await send({ to: counter, data: data('Counter', 'fail') }).catch(() => undefined)
    await chain.request({
      method: 'eth_call',
      params: [{ to: made, data: data('Counter', 'total') }],
    })
  }

  function collect(
    options: Partial<ConstructorParameters<typeof GasCollector>[0]> = {},
  ): readonly ContractGas[] {
    const collector = new GasCollector({
      artifacts,
      functionsOf,
      isIncluded: () => true,
      ...options,
    })
    for (const execution of executions) collector.add(execution)
    return collector.finish()
  }

  function summary(report: readonly ContractGas[]): object {
    return Object.fromEntries(
      report.map(({ contractName, proxies, deployment, functions }) => [
        contractName,
        {
          proxies,
          deployed: [deployment.transactions, deployment.inner.length],
          functions: Object.fromEntries(
            functions.map(({ signature, transactions, inner }) => [
              signature,
              [transactions, inner.length],
            ]),
          ),
        },
      ]),
    )
  }

  it('counts transactions as their receipts do, and inner calls for their callee', () => {
    assert.deepEqual(summary(collect()), {
      Counter: {
        proxies: ['Proxy'],
        deployed: [gas['Counter'], 0],
        functions: { 'add(uint256)': [gas['add'], 1], receive: [gas['receive'], 0] },
      },
      Factory: {
        proxies: [],
        deployed: [gas['Factory'], 0],
        functions: { 'make(address)': [gas['make'], 0] },
      },
      Proxy: { proxies: [], deployed: [[], 1], functions: {} },
      Sums: {
        proxies: [],
        deployed: [gas['Sums'], 0],
        functions: { 'add(Sums.Kept storage,uint256)': [[], 2 + 3 + 1] },
      },
    })
  })

  it('says how large what was deployed is', () => {
    const proxy = collect().find(({ contractName }) => contractName === 'Proxy')
    const { bytecode, deployedBytecode } = artifactOf('Proxy')
    assert.equal(proxy?.deployment.sizeBytes, deployedBytecode.length / 2 - 1)
    assert.equal(proxy?.deployment.initSizeBytes, bytecode.length / 2 - 1 + 32)
  })

  it('counts calls only when asked, and leaves out what is excluded', () => {
    const report = collect({
      countsCalls: true,
      isIncluded: ({ contractName }) => contractName === 'Counter',
    })
    assert.deepEqual(
      report.map(({ functions }) => functions.map(({ signature }) => signature)),
      [['add(uint256)', 'receive', 'total()']],
    )
  })

  it('adds up what processes measured', () => {
    const once = collect()
    const twice = mergeGas([once, once])
    const callsOf = (report: readonly ContractGas[]): readonly number[] =>
      report.flatMap(({ functions }) =>
        functions.map(({ transactions, inner }) => transactions.length + inner.length),
      )
    assert.deepEqual(
      callsOf(twice),
      callsOf(once).map((count) => 2 * count),
    )
    assert.deepEqual(
      twice.map(({ contractName }) => contractName),
      ['Counter', 'Factory', 'Proxy', 'Sums'],
    )
  })
})
