import assert from 'node:assert/strict'
import type { Artifact, SolcSettings } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain, failureRecorder } from '@scaffold-evm/devchain'
import { Interface, id } from 'ethers'
import {
  Build,
  type ExplainContext,
  explainExecution,
  type FailureExplanation,
  formatStackFrame,
} from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

interface Mode {
  readonly name: string
  readonly settings: SolcSettings
}

/** How contracts are compiled that are deployed. */
const modes: readonly Mode[] = [
  { name: 'without the optimizer', settings: {} },
  { name: 'optimized', settings: { optimizer: { enabled: true, runs: 200 } } },
  { name: 'optimized via IR', settings: { optimizer: { enabled: true, runs: 200 }, viaIR: true } },
]

for (const mode of modes)
  describe(`explainExecution, ${mode.name}`, function () {
    this.timeout(60_000)
    let source: TempSource
    let chain: Devchain
    let artifacts: readonly Artifact[]
    let context: ExplainContext
    const addresses = new Map<string, string>()

    before(async () => {
      source = await createTempSource('failures.sol')
      const deployed = await source.build('default', mode.settings)
      const debug = await source.build('debug', mode.settings)
      artifacts = deployed.artifacts
      context = {
        deployed: new Build(deployed),
        debug: new Build(debug),
        describe: (data) => `reverted with ${data.slice(0, 10)}`,
      }
      chain = await createDevchain({ logger: () => undefined })
      for (const name of ['Failures', 'Silent', 'Empty', 'Numbers']) {
        addresses.set(name, await deploy(name))
      }
    })

    after(async () => {
      await chain.close()
      await source.remove()
    })

    function artifactOf(name: string): Artifact {
      return artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
    }

    async function deploy(name: string): Promise<string> {
      const [from] = chain.accounts
      const hash = await chain.request({
        method: 'eth_sendTransaction',
        params: [{ from: from?.address, data: artifactOf(name).bytecode }],
      })
      const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
      return String(Reflect.get(Object(receipt), 'contractAddress'))
    }

    async function explain(transaction: object): Promise<FailureExplanation> {
      const [from] = chain.accounts
      try {
        await chain.request({
          method: 'eth_call',
          params: [{ from: from?.address, ...transaction }],
        })
      } catch (error) {
        const record = failureRecorder(error)
        assert.ok(record !== undefined, String(error))
        const explanation = await explainExecution(record, context)
        return explanation ?? assert.fail('it did not fail')
      }
      return assert.fail('it did not fail')
    }

    function call(name: string, ...args: unknown[]): object {
      const { abi } = artifactOf('Failures')
      const data = new Interface(JSON.stringify(abi)).encodeFunctionData(name, args)
      return { to: addresses.get('Failures'), data }
    }

    /** `name line` of each frame, lines by the mark at their end. */
    function storyOf({ frames }: FailureExplanation): string[] {
      const lines = source.text.split('\n')
      return frames.map((frame) => {
        const [name] = /[\w.]+(?= \()/.exec(formatStackFrame(frame)) ?? ['?']
        const line = lines[(frame.place?.line ?? 0) - 1] ?? ''
        return `${name} ${/\/\/ ([\w-]+)$/.exec(line)?.[1] ?? line.trim()}`
      })
    }

    type Case = readonly [
      name: string,
      transaction: () => object,
      cause: string,
      frames: readonly string[],
    ]

    const at = (name: string): string => addresses.get(name) ?? ''
    const cases: readonly Case[] = [
      [
        'a reason',
        () => call('requireReason'),
        'revert',
        ['Failures.requireReason require-reason'],
      ],
      [
        'no reason',
        () => call('requireSilent'),
        'revert-without-reason',
        ['Failures.requireSilent require-silent'],
      ],
      ['a custom error', () => call('custom'), 'revert', ['Failures.custom custom']],
      ['an assertion', () => call('assertion'), 'revert', ['Failures.assertion assert']],
      [
        'an overflow in an internal function',
        () => call('overflow', 1),
        'revert',
        ['Failures._add overflow', 'Failures.overflow overflow-caller'],
      ],
      ['an index', () => call('index', 3), 'revert', ['Failures.index index']],
      [
        'a modifier',
        () => call('guarded'),
        'revert',
        ['Failures.onlyOwner modifier', 'Failures.guarded guarded'],
      ],
      [
        'a called contract',
        () => call('nested'),
        'revert',
        ['Child.take child-take', 'Failures.deeper nested-inner', 'Failures.nested nested-outer'],
      ],
      [
        'a created contract',
        () => call('creates'),
        'revert',
        ['Child.constructor child-constructor', 'Failures.creates creates'],
      ],
      [
        'an internal library function',
        () => call('library_', 3),
        'revert',
        ['Numbers.half require(value % 2 == 0, "odd");', 'Failures.library_ library-caller'],
      ],
      [
        'a call of an account without code',
        () => call('noContract'),
        'call-to-non-contract',
        ['Failures.noContract no-contract'],
      ],
      [
        'too little data',
        () => call('shortReturn', at('Silent')),
        'short-return-data',
        ['Failures.shortReturn short-return'],
      ],
      [
        'an unknown function of a called contract',
        () => call('unknownInside', at('Empty')),
        'unknown-function',
        ['Empty contract Empty {', 'Failures.unknownInside unknown-inside'],
      ],
      [
        'too little gas',
        () => ({ ...call('loop'), gas: '0x30000' }),
        'out-of-gas',
        ['Failures.loop loop'],
      ],
      [
        'too little balance',
        () => call('send', at('Silent'), 10),
        'not-enough-balance',
        ['Failures.send transfer'],
      ],
      [
        'a value for a function that takes none',
        () => ({ ...call('take', 1), value: '0x1' }),
        'function-not-payable',
        ['Failures.take function take(uint256 x) external pure returns (uint256) {'],
      ],
      [
        'call data that is too short',
        () => ({
          to: at('Failures'),
          data: new Interface(['function take(uint256)']).getFunction('take')?.selector,
        }),
        'wrong-call-data',
        ['Failures.take function take(uint256 x) external pure returns (uint256) {'],
      ],
      [
        'an unknown selector',
        () => ({ to: at('Failures'), data: '0xdeadbeef' }),
        'unknown-function',
        ['Failures contract Failures {'],
      ],
      [
        'a value for a contract that receives none',
        () => ({ to: at('Failures'), value: '0x1' }),
        'no-receive',
        ['Failures contract Failures {'],
      ],
      [
        'a value for a constructor that takes none',
        () => ({ data: `${artifactOf('Child').bytecode}${'1'.padStart(64, '0')}`, value: '0x1' }),
        'constructor-not-payable',
        ['Child.constructor constructor(uint256 v) {'],
      ],
      [
        'a constructor',
        () => ({ data: `${artifactOf('Child').bytecode}${'1'.padStart(64, '0')}` }),
        'revert',
        ['Child.constructor child-constructor'],
      ],
      [
        'a library that is called directly',
        () => ({
          to: at('Numbers'),
          data: `${id('store(uint256[] storage,uint256)').slice(0, 10)}${'0'.repeat(128)}`,
        }),
        'direct-library-call',
        ['Numbers.store function store(uint256[] storage list, uint256 value) public {'],
      ],
    ]

    for (const [name, transaction, cause, frames] of cases) {
      it(`names ${name} and shows where`, async () => {
        const explanation = await explain(transaction())
        assert.deepEqual([explanation.cause, ...storyOf(explanation)], [cause, ...frames])
      })
    }
  })
