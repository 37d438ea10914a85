import assert from 'node:assert/strict'
import { id } from 'ethers'
import { type Call, FailingChain, modes } from './failing-chain.js'

for (const mode of modes)
  describe(`explainExecution, ${mode.name}`, function () {
    this.timeout(60_000)
    let chain: FailingChain

    before(async () => {
      chain = await FailingChain.open('failures.sol', mode.settings)
      for (const name of ['Failures', 'Silent', 'Empty', 'Numbers']) await chain.deploy(name)
    })

    after(() => chain.close())

    const call = (name: string, ...args: unknown[]): Call => chain.call('Failures', name, args)
    const at = (name: string): string => chain.at(name)

    type Case = readonly [
      name: string,
      transaction: () => Call,
      cause: string,
      frames: readonly string[],
    ]

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
          data: id('take(uint256)').slice(0, 10),
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
        () => ({ ...chain.creation('Child', [1]), value: '0x1' }),
        'constructor-not-payable',
        ['Child.constructor constructor(uint256 v) {'],
      ],
      [
        'a constructor',
        () => chain.creation('Child', [1]),
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
        const explanation = await chain.explain(transaction())
        assert.deepEqual([explanation.cause, ...chain.storyOf(explanation)], [cause, ...frames])
      })
    }
  })
