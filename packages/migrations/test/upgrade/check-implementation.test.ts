import { expect } from 'chai'
import {
  checkImplementation,
  checkUpgrade,
  type ProxyKind,
  replacedContract,
} from '../../src/upgrades.js'
import { type Compiled, compileContracts } from '../support/compile-contracts.js'
import { failure } from '../support/expect-code.js'

type Case = readonly [what: string, source: string, codes: readonly string[], kind?: ProxyKind]

const initializable = `
  contract Initializable {
    modifier initializer() { _; } modifier onlyInitializing() { _; }
    function _disableInitializers() internal {}
  }`
const bases = `${initializable}
  abstract contract A is Initializable { uint a; function __A_init() internal onlyInitializing { a = 1; } }
  abstract contract B is Initializable { uint b; function __B_init() internal onlyInitializing { b = 1; } }
  abstract contract D is A { uint d; function __D_init() internal onlyInitializing { __A_init(); d = 1; } }`
const locked = 'constructor() { _disableInitializers(); }'
const danger = (body: string) => `function f(address a, bytes memory d) public { ${body} }`
const call = 'a.delegatecall(d);'
const allow = (codes: string) => `/// @custom:oz-upgrades-unsafe-allow ${codes}\n`
const further = (codes: string) => `/// @custom:oz-upgrades-unsafe-allow-reachable ${codes}\n`

/** Codes of errors, and `-code` of warnings and notes. */
const cases: readonly Case[] = [
  ['nothing special', 'contract C { uint a; constructor() {} }', []],
  [
    'a constructor that sets state',
    'contract C { uint a; constructor() { a = 1; } }',
    ['constructor'],
  ],
  [
    'a constructor of a base',
    'contract B { uint a; constructor() { a = 1; } } contract C is B {}',
    ['constructor'],
  ],
  [
    'arguments for a constructor of a base',
    'contract B { constructor(uint) {} } contract C is B { constructor() B(1) {} }',
    ['constructor'],
  ],
  [
    'a constructor that is allowed',
    `contract C { uint a; ${allow('constructor')} constructor() { a = 1; } }`,
    [],
  ],
  [
    'a contract that allows several',
    `${allow('constructor state-variable-assignment')} contract C { uint a = 1; constructor() { a = 2; } }`,
    [],
  ],
  [
    'the same in our words',
    'contract C { uint a; /// @custom:upgrades-unsafe-allow constructor\n constructor() { a = 1; } }',
    [],
  ],
  [
    'a value at the declaration',
    'contract C { uint a = 1; uint constant B = 2; }',
    ['state-variable-assignment'],
  ],
  ['an immutable', 'contract C { uint immutable a = 1; }', ['state-variable-immutable']],
  [
    'an immutable that is allowed',
    `contract C { ${allow('state-variable-immutable')} uint immutable a = 1; }`,
    [],
  ],

  ['a delegatecall', `contract C { ${danger(call)} }`, ['delegatecall']],
  [
    'one in assembly',
    'contract C { function f(address a) public { assembly { pop(delegatecall(gas(), a, 0, 0, 0, 0)) } } }',
    ['delegatecall'],
  ],
  ['selfdestruct', `contract C { ${danger('selfdestruct(payable(a));')} }`, ['selfdestruct']],
  [
    'selfdestruct in assembly',
    'contract C { function f(address a) public { assembly { selfdestruct(a) } } }',
    ['selfdestruct'],
  ],
  [
    'a delegatecall in a base',
    `contract B { ${danger(call)} } contract C is B {}`,
    ['delegatecall'],
  ],
  [
    'one in a base that nobody calls',
    `contract B { ${danger(call).replace('public', 'internal')} } contract C is B {}`,
    [],
  ],
  [
    'one in a base that is called',
    `contract B { ${danger(call).replace('public', 'internal')} } contract C is B { function g(address a) public { f(a, ''); } }`,
    ['delegatecall'],
  ],
  [
    'one in a library',
    `library L { ${danger(call).replace('public', 'internal')} } contract C { function g(address a) public { L.f(a, ''); } }`,
    ['delegatecall'],
  ],
  [
    'one in a library of a library',
    `library L { ${danger(call).replace('public', 'internal')} } library M { function h(address a) internal { L.f(a, ''); } } contract C { using M for address; function g(address a) public { a.h(); } }`,
    ['delegatecall'],
  ],
  [
    'one in a free function',
    `${danger(call).replace('public', '')} contract C { function g(address a) public { f(a, ''); } }`,
    ['delegatecall'],
  ],
  [
    'one in a library that is not used',
    `library L { ${danger(call).replace('public', 'internal')} } contract C { uint a; }`,
    [],
  ],
  [
    'one in a modifier',
    'contract C { modifier m(address a) { a.delegatecall(""); _; } function g(address a) public m(a) {} }',
    ['delegatecall'],
  ],
  [
    'two functions that call each other',
    'contract C { function f(uint n) public { g(n); } function g(uint n) public { f(n); } }',
    [],
  ],
  [
    'one of two that call each other',
    `contract C { function h(address a, bytes memory d) public { f(a, d); } ${danger(`h(a, d); ${call}`)} }`,
    ['delegatecall'],
  ],
  ['a delegatecall that is allowed', `contract C { ${allow('delegatecall')} ${danger(call)} }`, []],
  [
    'another that is allowed',
    `contract C { ${allow('selfdestruct')} ${danger(call)} }`,
    ['delegatecall'],
  ],
  [
    'allowed here, but not in what is called',
    `library L { ${danger(call).replace('public', 'internal')} } contract C { ${allow('delegatecall')} function g(address a) public { L.f(a, ''); } }`,
    ['delegatecall'],
  ],
  [
    'allowed in all that is called',
    `library L { ${danger(call).replace('public', 'internal')} } contract C { ${further('delegatecall')} function g(address a) public { L.f(a, ''); } }`,
    [],
  ],

  [
    'a library that is linked',
    'library L { function f() public {} } contract C { function g() public { L.f(); } }',
    ['external-library-linking'],
  ],
  [
    'one that is allowed',
    `library L { function f() public {} } ${allow('external-library-linking')} contract C { function g() public { L.f(); } }`,
    [],
  ],
  [
    'a pointer to an internal function',
    'contract C { function() internal f; }',
    ['internal-function-storage'],
  ],
  ['one to an external function', 'contract C { function() external f; }', []],
  [
    'one in a struct in a mapping',
    'contract C { struct S { function() internal f; } mapping(uint => S[]) m; }',
    ['internal-function-storage'],
  ],
  [
    'one in a namespace',
    'contract C { /// @custom:storage-location erc7201:a\n struct S { function() internal f; } }',
    ['internal-function-storage'],
  ],

  ['no way to upgrade', 'contract C { uint a; }', ['missing-public-upgradeto'], 'uups'],
  [
    'an internal one',
    'contract C { function upgradeTo(address) internal {} }',
    ['missing-public-upgradeto'],
    'uups',
  ],
  [
    'one in a base',
    'contract B { function upgradeToAndCall(address, bytes memory) public payable virtual {} } contract C is B {}',
    [],
    'uups',
  ],
  ['none, behind a beacon', 'contract C { uint a; }', [], 'beacon'],

  [
    'an initializer that calls all',
    `${bases} contract C is A, B { ${locked} function initialize() public initializer { __A_init(); __B_init(); } }`,
    ['-constructor'],
  ],
  ['none', `${bases} contract C is A, B { ${locked} }`, ['-constructor', 'missing-initializer']],
  [
    'one that leaves one out',
    `${bases} contract C is A, B { ${locked} function initialize() public initializer { __A_init(); } }`,
    ['-constructor', 'missing-initializer-call'],
  ],
  [
    'one that calls twice',
    `${bases} contract C is A, B { ${locked} function initialize() public initializer { __A_init(); __B_init(); __A_init(); } }`,
    ['-constructor', 'duplicate-initializer-call'],
  ],
  [
    'one that calls what a base calls',
    `${bases} contract C is D { ${locked} function initialize() public initializer { __A_init(); __D_init(); } }`,
    ['-constructor', 'duplicate-initializer-call'],
  ],
  [
    'one that calls the last base of a line',
    `${bases} contract C is D { ${locked} function initialize() public initializer { __D_init(); } }`,
    ['-constructor'],
  ],
  [
    'another order',
    `${bases} contract C is A, B { ${locked} function initialize() public initializer { __B_init(); __A_init(); } }`,
    ['-constructor', '-incorrect-initializer-order'],
  ],
  [
    'a missing one that is allowed',
    `${bases} ${allow('missing-initializer')} contract C is A { ${locked} }`,
    ['-constructor'],
  ],
  [
    'initializers that anybody can call',
    `${bases} contract C is A { function initialize() public initializer { __A_init(); } }`,
    ['-initializers-enabled'],
  ],

  [
    'a namespace twice',
    'contract B { /// @custom:storage-location erc7201:a\n struct S { uint a; } } contract C is B { /// @custom:storage-location erc7201:a\n struct T { uint a; } }',
    ['namespace-duplicate'],
  ],
  [
    'variables in a namespace',
    'contract C layout at erc7201("a") { uint a; /// @custom:storage-location erc7201:a\n struct T { uint a; } }',
    ['storage-clash'],
  ],
  [
    'variables that run into a namespace',
    'contract C layout at 0x183a6125c38840424c4a85fa12bab2ab606c4b6d0e7cc73c0c06ba5300eab4ff { uint a; uint b; /// @custom:storage-location erc7201:example.main\n struct T { uint a; } }',
    ['storage-clash'],
  ],
  [
    'a namespace of no contract',
    '/// @custom:storage-location erc7201:a\n struct S { uint a; } contract C { uint a; }',
    ['namespace-outside-contract'],
  ],
]

describe('checkImplementation', function () {
  this.timeout(60_000)
  let compiled: Compiled
  before(async () => {
    const sources = cases.map(([, source], index) => [`${index}.sol`, source])
    compiled = await compileContracts(Object.fromEntries(sources))
  })

  for (const [index, [what, , codes, kind]] of cases.entries()) {
    it(what, async () => {
      const contract = await compiled.contract(`${index}.sol:C`)
      const { findings, isSafe } = checkImplementation(contract, kind === undefined ? {} : { kind })
      const found = findings.map(({ severity, code }) => (severity === 'error' ? code : `-${code}`))
      expect(found.toSorted(), JSON.stringify(findings, null, 1)).to.deep.equal(codes.toSorted())
      expect(isSafe).to.equal(!codes.some((code) => !code.startsWith('-')))
    })
  }

  it('says where it is', async () => {
    const index = cases.findIndex(([what]) => what === 'one in a library')
    const [finding] = checkImplementation(await compiled.contract(`${index}.sol:C`)).findings
    expect(finding?.source).to.equal(`${index}.sol:2`)
  })

  it('allows by code', async () => {
    const index = cases.findIndex(([what]) => what === 'a delegatecall')
    const contract = await compiled.contract(`${index}.sol:C`)
    const report = checkImplementation(contract, { unsafeAllow: ['delegatecall'] })
    expect(report.isSafe).to.equal(true)
    expect(report.findings.map(({ severity }) => severity)).to.deep.equal(['note'])
    expect(checkImplementation(contract, { unsafeAllow: ['selfdestruct'] }).isSafe).to.equal(false)
  })

  it('refuses annotations that allow what there is not', async () => {
    const { contract } = await compileContracts({
      'a.sol': `${allow('constuctor')} contract C { uint a; constructor() { a = 1; } }`,
    })
    const wrong = await contract('a.sol:C')
    const error = await failure('UPGRADE_ANNOTATION_INVALID', () => checkImplementation(wrong))
    expect(error.hint).to.contain('constructor')
  })
})

describe('checkUpgrade', function () {
  this.timeout(60_000)
  const uups = 'function upgradeToAndCall(address, bytes memory) public payable {}'

  it('compares storage and looks at the new contract', async () => {
    const { contract } = await compileContracts({
      'a.sol': `contract A { uint a; ${uups} }
        /// @custom:oz-upgrades-from A
        contract B { uint b; uint c = 1; }`,
    })
    const [old, now] = [await contract('a.sol:A'), await contract('a.sol:B')]
    expect(replacedContract(now)).to.equal('A')
    expect(replacedContract(old)).to.equal(undefined)
    const report = checkUpgrade(old, now)
    expect(report).to.include({ contract: 'a.sol:B', replaces: 'a.sol:A', isSafe: false })
    // That the old version could be upgraded makes it one for UUPS proxies.
    expect(report.findings.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal([
      'error storage-renamed',
      'error state-variable-assignment',
      'error missing-public-upgradeto',
      'note storage-added',
    ])
    const { isSafe } = checkUpgrade(old, now, {
      kind: 'transparent',
      unsafeAllow: ['storage', 'state-variable-assignment'],
    })
    expect(isSafe).to.equal(true)
  })
})
