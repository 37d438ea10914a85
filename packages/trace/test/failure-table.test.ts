import assert from 'node:assert/strict'
import type { FailureCause } from '../src/index.js'
import { type Call, FailingChain, modes } from './failing-chain.js'

type Case = readonly [
  name: string,
  call: (chain: FailingChain) => Call,
  cause: FailureCause,
  frames: readonly string[],
]

const table =
  (name: string, ...args: readonly unknown[]) =>
  (chain: FailingChain): Call =>
    chain.call('Table', name, args)

/** With the address of a contract as the first argument. */
const tableWith =
  (contract: string, name: string, ...args: readonly unknown[]) =>
  (chain: FailingChain): Call =>
    chain.call('Table', name, [chain.at(contract), ...args])

const cases: readonly Case[] = [
  // What the source says.
  [
    'an inherited function',
    table('inherited', 5),
    'revert',
    ['Base.inherited inherited', 'Table.inherited super'],
  ],
  [
    'an abstract function of a base',
    table('callsHook', 1),
    'revert',
    ['Table.hook hook', 'Table.callsHook calls-hook'],
  ],
  [
    'a linked library',
    table('linked', 7),
    'revert',
    ['Linked.add linked', 'Table.linked calls-linked'],
  ],
  ['a free function', table('callsFree', 6), 'revert', ['free free', 'Table.callsFree calls-free']],
  [
    'the second modifier',
    table('twoModifiers', 99),
    'revert',
    ['Base.small small', 'Table.twoModifiers two-modifiers'],
  ],
  [
    'a modifier after its function',
    table('twoModifiers', 98),
    'revert',
    ['Base.small small-after', 'Table.twoModifiers two-modifiers'],
  ],
  [
    'the constructor of a base',
    (chain) => chain.creation('Unlucky'),
    'revert',
    ['Base.constructor base-constructor'],
  ],
  [
    'a state variable',
    (chain) => chain.creation('Early'),
    'revert',
    ['Early.div early-divide', 'Early.constructor early'],
  ],
  ['an assertion', table('asserts', 2), 'revert', ['Table.asserts assert']],
  ['a division by zero', table('divides', 0), 'revert', ['Table.divides divide']],
  ['a value that an enum has not', table('toSide', 2), 'revert', ['Table.toSide enum']],
  ['a pop', table('pops'), 'revert', ['Table.pops pop']],
  ['an index', table('outOfBounds', [1, 2], 2), 'revert', ['Table.outOfBounds bounds']],
  ['an unset function', table('callsUnset'), 'revert', ['Table.callsUnset unset']],
  ['too much memory', table('allocates', 2n ** 64n), 'revert', ['Table.allocates allocate']],
  [
    'an overflow after unchecked code',
    table('checked', 2, 3),
    'revert',
    ['Table.checked multiply'],
  ],
  [
    'a failure that was caught',
    tableWith('Implementation', 'catches'),
    'revert',
    ['Table.catches caught'],
  ],
  [
    'a failure that was passed on by hand',
    tableWith('Implementation', 'lowLevel'),
    'revert',
    ['Implementation.set implementation', 'Table.lowLevel low-level'],
  ],
  [
    'a proxy',
    (chain) => chain.call('Implementation', 'set', [0], 'Proxy'),
    'revert',
    ['Implementation.set implementation', 'Proxy.fallback proxy'],
  ],
  // What solc does not say.
  [
    'an unknown function behind a proxy',
    (chain) => ({ to: chain.at('Proxy'), data: '0xdeadbeef' }),
    'unknown-function',
    ['Implementation contract Implementation {', 'Proxy.fallback proxy'],
  ],
  [
    'wrong call data behind a proxy',
    (chain) => ({
      to: chain.at('Proxy'),
      data: chain.call('Implementation', 'echo', [[1]]).data?.slice(0, 60) ?? '',
    }),
    'wrong-call-data',
    [
      'Implementation.echo function echo(uint256[] calldata list) external pure returns (uint256) {',
      'Proxy.fallback proxy',
    ],
  ],
  [
    'too little returned data',
    tableWith('Answers', 'takesPair'),
    'short-return-data',
    ['Table.takesPair pair'],
  ],
  [
    'returned data of another type',
    tableWith('Answers', 'takesText'),
    'short-return-data',
    ['Table.takesText text'],
  ],
  [
    'a call of no contract',
    table('takesPair', `0x${'12'.repeat(20)}`),
    'call-to-non-contract',
    ['Table.takesPair pair'],
  ],
  [
    'a value for a fallback function that takes none',
    (chain) => ({ to: chain.at('Paid'), value: '0x1' }),
    'function-not-payable',
    ['Paid.fallback fallback() external {}'],
  ],
  [
    'a transfer to who takes none',
    tableWith('Answers', 'sendsTo'),
    'no-receive',
    ['Answers contract Answers {', 'Table.sendsTo transfer-one'],
  ],
  [
    'a transfer of more than there is',
    tableWith('Answers', 'sendsTooMuch'),
    'not-enough-balance',
    ['Table.sendsTooMuch transfer'],
  ],
  [
    'a call with too little gas',
    tableWith('Answers', 'subCall', 50_000),
    'out-of-gas',
    ['Answers.spend spend', 'Table.subCall sub-call'],
  ],
  [
    'a call that takes all gas',
    (chain) => ({ ...tableWith('Answers', 'subCallOfAll')(chain), gas: '0x100000' }),
    'out-of-gas',
    ['Answers.spend spend', 'Table.subCallOfAll sub-call-of-all'],
  ],
  [
    'a precompile with too little gas',
    (chain) => ({ ...table('hashes', 100_000)(chain), gas: '0x11170' }),
    'out-of-gas',
    ['Table.hashes hashes'],
  ],
  ['a precompile that fails', table('precompile'), 'revert', ['Table.precompile pairing']],
  [
    'a precompile that is called directly',
    () => ({ to: `0x${'8'.padStart(40, '0')}`, data: '0x01' }),
    'precompile-failed',
    ['contract '],
  ],
  [
    'a contract that is too large',
    table('createsHuge', 24_577),
    'contract-too-large',
    ['Huge.constructor huge', 'Table.createsHuge creates-huge'],
  ],
  [
    'a deployment that is too large',
    (chain) => chain.creation('Huge', [24_577]),
    'contract-too-large',
    ['Huge.constructor huge'],
  ],
  [
    'a contract whose constructor fails',
    table('createsBroken'),
    'revert-without-reason',
    ['Broken.constructor broken', 'Table.createsBroken creates-broken'],
  ],
  [
    'a contract that is there already',
    table('createsTwice'),
    'create-failed',
    ['Table.createsTwice creates-twice'],
  ],
  [
    'code that no contract may have',
    table('createsForbidden'),
    'create-failed',
    ['Forbidden.constructor forbidden', 'Table.createsForbidden creates-forbidden'],
  ],
  [
    'a change in a static call',
    table('changes'),
    'static-state-change',
    ['Table.poke poke', 'Table.changes static'],
  ],
  [
    'what depends on the gas that is left',
    (chain) => ({ ...table('looksAtGas')(chain), gas: '0x186a0' }),
    'revert',
    ['Table.looksAtGas looks-at-gas'],
  ],
  [
    'a constructor argument that is none',
    (chain) => ({
      data: `${chain.creation('Broken', [true]).data?.slice(0, -64)}${'2'.padStart(64, '0')}`,
    }),
    'wrong-constructor-arguments',
    ['Broken.constructor constructor(bool ok) {'],
  ],
]

for (const { name, settings } of modes)
  describe(`the failure table, ${name}`, function () {
    this.timeout(60_000)
    let chain: FailingChain

    before(async () => {
      chain = await FailingChain.open('failure-table.sol', settings)
      for (const contract of ['Linked', 'Answers', 'Implementation', 'Paid']) {
        await chain.deploy(contract)
      }
      await chain.deploy('Table', [], 1000n)
      await chain.deploy('Proxy', [chain.at('Implementation')])
    })

    after(() => chain.close())

    it('does not call exact what its twin does otherwise', async () => {
      const explanation = await chain.explain(table('looksAtSize')(chain))
      assert.deepEqual(chain.storyOf(explanation), ['Table.looksAtSize looks-at-size'])
      // Code without the optimizer is not that for debugging either: the compiler merges some jumps in it.
      assert.equal(explanation.isExact, false)
    })

    it('says of unknown contracts where they are', async () => {
      const foreign = `0x${'f0'.repeat(20)}`
      // PUSH0 PUSH0 REVERT
      await chain.setCode(foreign, '0x5f5ffd')
      const explanation = await chain.explain(table('takesPair', foreign)(chain))
      assert.deepEqual(chain.storyOf(explanation), ['contract ', 'Table.takesPair pair'])
      assert.equal(explanation.frames[0]?.address, foreign)
    })

    for (const [title, call, cause, frames] of cases) {
      it(`names ${title} and shows where`, async () => {
        const explanation = await chain.explain(call(chain))
        assert.deepEqual([explanation.cause, ...chain.storyOf(explanation)], [cause, ...frames])
        // Where gas runs out between two writes or calls is not the same in other code.
        assert.ok(explanation.isExact || cause === 'out-of-gas')
      })
    }
  })
