import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import type { AbiEntry } from '@scaffold-evm/compiler'
import type { DevchainOptions } from '@scaffold-evm/devchain'
import { createAbstraction } from '../../../src/index.js'
import {
  artifactNamed,
  type ContractBench,
  openContractBench,
  type TestInstance,
} from './contract-fixture.js'

type Failure = Error & { reason?: string; code?: number; receipt?: unknown; tx?: string }

function errorsOfGen(): AbiEntry[] {
  return (artifactNamed('Gen') as { abi: AbiEntry[] }).abi.filter(({ type }) => type === 'error')
}

async function failureOf(promise: Promise<unknown> | undefined): Promise<Failure> {
  try {
    await promise
  } catch (error) {
    return error as Failure
  }
  throw new Error('nothing failed')
}

const vm = 'VM Exception while processing transaction:'

/** Kind of `fail`, message after the prefix, reason. */
const estimated: readonly (readonly [number, string, string | undefined])[] = [
  [0, 'revert no such luck -- Reason given: no such luck.', 'no such luck'],
  [1, 'revert', undefined],
  [2, 'revert -- Reason given: Panic: Failed assertion.', 'Panic: Failed assertion'],
  [3, 'revert -- Reason given: Custom error Custom(7, "bad").', 'Custom error Custom(7, "bad")'],
  [4, 'revert -- Reason given: Panic: Index out of bounds.', 'Panic: Index out of bounds'],
  [5, 'invalid opcode', undefined],
  [6, 'revert -- Reason given: Panic: Division by zero.', 'Panic: Division by zero'],
  [7, 'revert -- Reason given: Panic: Arithmetic overflow.', 'Panic: Arithmetic overflow'],
  [8, 'revert -- Reason given: Custom error Bare().', 'Custom error Bare()'],
  [
    10,
    'revert -- Reason given: Panic: Enum value out of bounds.',
    'Panic: Enum value out of bounds',
  ],
]

describe('createAbstraction, failures', () => {
  let bench: ContractBench
  let gen: TestInstance

  async function open(options: DevchainOptions = {}): Promise<void> {
    bench = await openContractBench(options)
    gen = await bench.deployGen()
  }
  afterEach(() => bench.close())

  it('are found while gas is estimated, with their reason', async () => {
    await open()
    for (const [kind, message, reason] of estimated) {
      const error = await failureOf(gen['fail']?.(kind))
      assert.equal(error.message, `${vm} ${message}`)
      assert.equal(error.reason, reason)
      assert.equal(error.code, -32000)
    }
    const errors = await failureOf(gen['fail']?.(11))
    assert.match(errors.message, /Custom error/)
  })

  it('of calls come after the answers to what was asked meanwhile', async () => {
    await open()
    const far = {
      async request(payload: { readonly method: string }) {
        const asked = bench.chain.request(payload)
        await Promise.all([asked.catch(() => undefined), setTimeout(10)])
        return asked
      },
    }
    const Gen = createAbstraction(artifactNamed('Gen'), {
      ...bench.context,
      provider: far as never,
    })
    const distant = (await Gen.at(String(gen['address']))) as unknown as TestInstance
    const order: string[] = []
    const failing = failureOf(distant['fail']?.call(0)).then(() => order.push('call'))
    await setTimeout(1)
    await far.request({ method: 'web3_clientVersion' })
    order.push('version')
    await failing
    assert.deepEqual(order, ['version', 'call'])
  })

  it('are mined when gas is given', async () => {
    await open()
    const error = await failureOf(gen['fail']?.(0, { gas: 100_000 }))
    assert.equal(error.name, 'StatusError')
    assert.equal(
      error.message,
      `Transaction: ${error.tx} exited with an error (status 0). Reason given: no such luck.\n` +
        '     Please check that the transaction:\n' +
        '     - satisfies all conditions set by Solidity `require` statements.\n' +
        '     - does not trigger a Solidity `revert` statement.\n',
    )
    assert.equal(error.reason, 'no such luck')
    const used = await failureOf(gen['fail']?.(5, { gas: 100_000 }))
    assert.match(used.message, /exited with an error \(status 0\) after consuming all gas\.\n/)
  })

  it('of calls have their reason beside the message', async () => {
    await open()
    const error = await failureOf(gen['failView']?.(0))
    assert.equal(error.message, `${vm} revert no such luck`)
    assert.equal(error.reason, 'no such luck')
    assert.equal((await failureOf(gen['failView']?.(1))).reason, undefined)
  })

  it('of deployments have them too', async () => {
    await open()
    const Picky = bench.abstraction('Picky')
    assert.equal(
      (await failureOf(Picky.new(1))).message,
      `${vm} revert unlucky -- Reason given: unlucky.`,
    )
    assert.equal(
      (await failureOf(Picky.new(1, { gas: 500_000 }))).message,
      "The contract code couldn't be stored, please check your gas limit. -- Reason given: unlucky.",
    )
  })

  it('name what is wrong with arguments as ethers 5 does', async () => {
    await open()
    const cases: readonly (readonly [readonly unknown[], string])[] = [
      [[], 'Invalid number of parameters for "set". Got 0 expected 1!'],
      [
        ['notanumber'],
        'invalid BigNumber string (argument="value", value="notanumber", code=INVALID_ARGUMENT, version=bignumber/5.7.0)',
      ],
      [
        [1.5],
        'underflow [ See: https://links.ethers.org/v5-errors-NUMERIC_FAULT-underflow ] (fault="underflow", operation="BigNumber.from", value=1.5, code=NUMERIC_FAULT, version=bignumber/5.7.0)',
      ],
      [[1, null], 'Cannot convert undefined or null to object'],
      [[undefined], "Cannot read properties of undefined (reading 'length')"],
    ]
    for (const [values, message] of cases) {
      assert.equal((await failureOf(gen['set']?.(...values))).message, message)
    }
  })

  it('of the sender are the node’s', async () => {
    await open()
    const stranger = `0x${'12'.repeat(20)}`
    assert.match(
      (await failureOf(gen['set']?.(1, { from: stranger, gas: 50_000 }))).message,
      /sender account not recognized/,
    )
    assert.match(
      (await failureOf(gen['set']?.(1, { from: 'nobody' }))).message,
      /^Provided address nobody is invalid/,
    )
  })

  it('begin their stack where the user called', async () => {
    await open()
    const error = await failureOf(gen['fail']?.(0))
    const [first, second] = (error.stack ?? '').split('\n')
    assert.equal(first, `Error: ${error.message}`)
    assert.match(second ?? '', /failures\.test/)
  })

  it('of a node that rejects what was mined get the reason of running it again', async () => {
    await open({ throwOnTransactionFailures: true })
    const error = await failureOf(gen['fail']?.(2, { gas: 100_000 }))
    assert.equal(error.message, `${vm} revert -- Reason given: Panic: Failed assertion.`)
  })

  it('of other nodes are decoded as well', async () => {
    await open({ dialect: 'hardhat' })
    const error = await failureOf(gen['fail']?.(3))
    assert.match(error.message, / -- Reason given: Custom error Custom\(7, "bad"\)\.$/)
  })

  it('that other contracts declare are named too', async () => {
    await open()
    const abi = [{ type: 'error', name: 'Foreign', inputs: [{ name: 'who', type: 'address' }] }]
    const Gen = createAbstraction(
      {
        ...artifactNamed('Gen'),
        abi: [{ type: 'function', name: 'fail', inputs: [{ name: '', type: 'uint8' }] }],
      },
      { ...bench.context, knownErrors: () => [...(abi as []), ...errorsOfGen()] },
    )
    const instance = (await Gen.at(String(gen['address']))) as unknown as TestInstance
    const error = await failureOf(instance['fail']?.(3))
    assert.equal(error.reason, 'Custom error Custom(7, "bad")')
  })

  it('of providers without `request` begin with web3’s words', async () => {
    await open()
    const provider = {
      send({ method, params, id }: never, callback: (error: unknown, response?: unknown) => void) {
        bench.chain.request({ method, params }).then(
          (result) => callback(null, { id, result }),
          ({ message, data }: { message: string; data: unknown }) =>
            callback(null, { id, error: { message, data } }),
        )
      },
    }
    const context = { ...bench.context, provider: provider as never }
    const Picky = createAbstraction(artifactNamed('Picky'), context)
    assert.equal(
      (await failureOf(Picky.new(1))).message,
      `Returned error: ${vm} revert unlucky -- Reason given: unlucky.`,
    )
  })

  it('to come are waited for', async () => {
    bench = await openContractBench({ mining: { auto: false, intervalMs: 20 } })
    gen = await bench.deployGen()
    const error = await failureOf(gen['fail']?.(0, { gas: 100_000 }))
    assert.equal(error.name, 'StatusError')
  })
})
