import { expect } from 'chai'
import {
  compareStorageLayouts,
  readStorageLayout,
  type UpgradeFinding,
} from '../../src/upgrades.js'
import { analyseContracts, type Compiled } from '../support/compile-contracts.js'

/** The code of each error, or `-code` of each warning and note. */
type Codes = readonly string[]
type Case = readonly [what: string, old: string, now: string, codes: Codes]

const members256 = Array.from({ length: 256 }, (_, index) => `M${index}`).join(', ')

const cases: readonly Case[] = [
  ['nothing changed', 'contract C { uint256 a; }', 'contract C { uint256 a; }', []],
  [
    'a variable behind all others',
    'contract C { uint256 a; }',
    'contract C { uint256 a; uint256 b; }',
    ['-storage-added'],
  ],
  [
    'one in bytes that were free',
    'contract C { uint128 a; uint256 b; }',
    'contract C { uint128 a; uint64 x; uint256 b; }',
    ['-storage-added'],
  ],
  [
    'one before another',
    'contract C { uint256 a; }',
    'contract C { uint256 x; uint256 a; }',
    ['storage-moved'],
  ],
  [
    'a packed neighbour that grows',
    'contract C { uint64 a; uint64 b; }',
    'contract C { uint128 a; uint64 b; }',
    ['storage-retyped', 'storage-moved'],
  ],
  [
    'a packed neighbour that shrinks',
    'contract C { uint128 a; uint64 b; }',
    'contract C { uint64 a; uint64 b; }',
    ['storage-retyped', 'storage-moved'],
  ],
  [
    'a type that is narrower at the same place',
    'contract C { uint256 a; }',
    'contract C { uint128 a; }',
    ['storage-retyped'],
  ],
  [
    'a sign that is lost',
    'contract C { int256 a; }',
    'contract C { uint256 a; }',
    ['storage-retyped'],
  ],
  [
    'two that swap places',
    'contract C { uint256 a; uint256 b; }',
    'contract C { uint256 b; uint256 a; }',
    ['storage-moved', 'storage-moved'],
  ],
  [
    'one that moves and gets narrower',
    'contract C { uint128 a; uint64 b; }',
    'contract C { bool x; uint96 a; uint64 b; }',
    ['storage-moved', 'storage-retyped', 'storage-moved'],
  ],
  [
    'the last one gone',
    'contract C { uint256 a; uint256 b; }',
    'contract C { uint256 a; }',
    ['storage-deleted'],
  ],
  [
    'the first one gone',
    'contract C { uint256 a; uint128 b; }',
    'contract C { uint128 b; }',
    ['storage-replaced', 'storage-moved'],
  ],
  [
    'one that became a constant',
    'contract C { uint256 a; uint256 b; }',
    'contract C { uint256 constant a = 1; uint256 b; }',
    ['storage-replaced', 'storage-moved'],
  ],
  [
    'one that became transient',
    'contract C { uint256 a; }',
    'contract C { uint256 transient a; }',
    ['storage-deleted'],
  ],
  [
    'another in the place of one',
    'contract C { uint256 a; }',
    'contract C { string b; }',
    ['storage-replaced'],
  ],
  ['another name', 'contract C { uint256 a; }', 'contract C { uint256 b; }', ['storage-renamed']],
  [
    'another name that is told',
    'contract C { uint256 a; }',
    'contract C { /// @custom:oz-renamed-from a\n uint256 b; }',
    ['-storage-compatible'],
  ],
  [
    'another name that is told in our words',
    'contract C { uint256 a; }',
    'contract C { /** @custom:renamed-from a */ uint256 b; }',
    ['-storage-compatible'],
  ],
  [
    'a wrong old name',
    'contract C { uint256 a; }',
    'contract C { /// @custom:oz-renamed-from z\n uint256 b; }',
    ['storage-renamed'],
  ],
  [
    'another type that is told',
    'contract C { bool a; }',
    'contract C { /// @custom:oz-retyped-from bool\n uint8 a; }',
    ['-storage-compatible'],
  ],
  [
    'another name and type',
    'contract C { bool a; }',
    'contract C { /// @custom:oz-renamed-from a\n /// @custom:oz-retyped-from bool\n uint8 b; }',
    ['-storage-compatible', '-storage-compatible'],
  ],
  [
    'a wrong old type',
    'contract C { bool a; }',
    'contract C { /// @custom:oz-retyped-from address\n uint8 a; }',
    ['storage-retyped'],
  ],
  [
    'a told type of another size',
    'contract C { bool a; }',
    'contract C { /// @custom:oz-retyped-from bool\n uint16 a; }',
    ['storage-resized'],
  ],
  [
    'a told mapping',
    'contract I {} contract C { mapping(uint8 => I) a; }',
    'contract C { /// @custom:oz-retyped-from mapping(uint8 => I)\n mapping(uint8 => uint160) a; }',
    ['-storage-compatible'],
  ],
  [
    'a told name in a struct',
    'contract C { struct S { uint a; } S s; }',
    'contract C { struct S { /// @custom:oz-renamed-from a\n uint b; } S s; }',
    ['-storage-compatible'],
  ],

  [
    'bases in another order',
    'contract A { uint a; } contract B { uint b; } contract C is A, B {}',
    'contract A { uint a; } contract B { uint b; } contract C is B, A {}',
    ['storage-moved', 'storage-moved'],
  ],
  [
    'a variable in a base',
    'contract A { uint a; } contract C is A { uint c; }',
    'contract A { uint a; uint x; } contract C is A { uint c; }',
    ['storage-moved'],
  ],
  [
    'a base more, before',
    'contract A { uint a; } contract C is A { uint c; }',
    'contract N { uint n; } contract A { uint a; } contract C is N, A { uint c; }',
    ['storage-moved'],
  ],
  [
    'a base more, without state',
    'contract A { uint a; } contract C is A { uint c; }',
    'contract N {} contract A { uint a; } contract C is A, N { uint c; }',
    [],
  ],
  [
    'a variable that goes up to a base',
    'contract A { uint a; } contract C is A { uint c; }',
    'contract A { uint a; uint c; } contract C is A {}',
    [],
  ],
  [
    'namesakes that stay',
    'contract A { uint private v; } contract C is A { uint private v; }',
    'contract A { uint private v; } contract C is A { uint private v; uint w; }',
    ['-storage-added'],
  ],
  [
    'one of two namesakes gone',
    'contract A { uint private v; } contract C is A { uint private v; }',
    'contract A { uint private v; } contract C is A {}',
    ['storage-deleted'],
  ],

  [
    'a gap of which part is taken',
    'contract A { uint a; uint[4] __gap; } contract C is A { uint c; }',
    'contract A { uint a; uint b; uint[3] __gap; } contract C is A { uint c; }',
    ['-storage-added'],
  ],
  [
    'a gap that is taken up exactly',
    'contract A { uint a; uint[2] __gap; } contract C is A { uint c; }',
    'contract A { uint a; uint b; uint d; } contract C is A { uint c; }',
    ['-storage-added', '-storage-added'],
  ],
  [
    'more than the gap',
    'contract A { uint a; uint[1] __gap; } contract C is A { uint c; }',
    'contract A { uint a; uint b; uint d; } contract C is A { uint c; }',
    ['storage-moved', '-storage-added'],
  ],
  [
    'a gap that stays too long',
    'contract A { uint a; uint[4] __gap; } contract C is A { uint c; }',
    'contract A { uint a; uint b; uint[4] __gap; } contract C is A { uint c; }',
    ['storage-gap', 'storage-moved', '-storage-added'],
  ],
  [
    'a gap that gets too short',
    'contract A { uint a; uint[4] __gap; } contract C is A { uint c; }',
    'contract A { uint a; uint b; uint[2] __gap; } contract C is A { uint c; }',
    ['storage-gap', 'storage-moved', '-storage-added'],
  ],
  [
    'a gap too long at the end',
    'contract C { uint a; uint[4] __gap; }',
    'contract C { uint a; uint b; uint[4] __gap; }',
    ['storage-gap', '-storage-added'],
  ],
  [
    'a gap of smaller items',
    'contract C { uint128 a; uint128[4] __gap; uint z; }',
    'contract C { uint128 a; uint128 b; uint128 c; uint128 d; uint128[2] __gap; uint z; }',
    ['-storage-added', '-storage-added', '-storage-added'],
  ],
  [
    'a gap in the place of a variable',
    'contract C { uint a; uint b; }',
    'contract C { uint a; uint[1] __gap; }',
    ['storage-replaced'],
  ],

  [
    'a member at the end of the last struct',
    'contract C { struct S { uint a; } S s; }',
    'contract C { struct S { uint a; uint b; } S s; }',
    ['-storage-added'],
  ],
  [
    'a member at the end of a struct before others',
    'contract C { struct S { uint a; } S s; uint z; }',
    'contract C { struct S { uint a; uint b; } S s; uint z; }',
    ['storage-moved'],
  ],
  [
    'a member in the middle',
    'contract C { struct S { uint a; uint b; } mapping(uint => S) m; }',
    'contract C { struct S { uint a; uint x; uint b; } mapping(uint => S) m; }',
    ['storage-moved'],
  ],
  [
    'a member that packs another',
    'contract C { struct S { uint128 a; uint64 b; } mapping(uint => S) m; }',
    'contract C { struct S { uint128 a; address x; uint64 b; } mapping(uint => S) m; }',
    ['storage-moved', '-storage-added'],
  ],
  [
    'a member at the end in a mapping',
    'contract C { struct S { uint a; } mapping(uint => S) m; uint z; }',
    'contract C { struct S { uint a; uint b; } mapping(uint => S) m; uint z; }',
    ['-storage-added'],
  ],
  [
    'a member at the end of an inner struct in a mapping',
    'contract C { struct I { uint a; } struct S { uint x; I i; } mapping(uint => S) m; }',
    'contract C { struct I { uint a; uint b; } struct S { uint x; I i; } mapping(uint => S) m; }',
    ['-storage-added'],
  ],
  [
    'a member at the end in an array',
    'contract C { struct S { uint a; } S[] m; }',
    'contract C { struct S { uint a; uint b; } S[] m; }',
    ['storage-resized', '-storage-added'],
  ],
  [
    'a member in free bytes of the items of an array',
    'contract C { struct S { uint128 a; } S[] m; }',
    'contract C { struct S { uint128 a; uint128 b; } S[] m; }',
    ['-storage-added'],
  ],
  [
    'a member at the end in an array in a mapping',
    'contract C { struct S { uint a; } mapping(uint => S[]) m; }',
    'contract C { struct S { uint a; uint b; } mapping(uint => S[]) m; }',
    ['storage-resized', '-storage-added'],
  ],
  [
    'another name of a struct',
    'contract C { struct S { uint a; } S s; }',
    'contract C { struct T { uint a; } T s; }',
    [],
  ],
  [
    'a struct taken apart',
    'contract C { struct S { uint a; uint b; } S s; }',
    'contract C { uint a; uint b; }',
    ['storage-replaced'],
  ],
  [
    'a struct that contains itself',
    'contract C { struct S { uint a; mapping(uint => S) m; } S s; }',
    'contract C { struct S { uint a; mapping(uint => S) m; } S s; }',
    [],
  ],
  [
    'one that contains itself and changes',
    'contract C { struct S { uint a; mapping(uint => S) m; } S s; }',
    'contract C { struct S { int a; mapping(uint => S) m; } S s; }',
    ['storage-retyped'],
  ],

  [
    'another value of a mapping',
    'contract C { mapping(address => uint256) m; }',
    'contract C { mapping(address => uint128) m; }',
    ['storage-retyped'],
  ],
  [
    'another key of a mapping',
    'contract C { mapping(address => uint256) m; }',
    'contract C { mapping(bytes32 => uint256) m; }',
    ['storage-retyped'],
  ],
  [
    'a mapping that becomes one more',
    'contract C { mapping(address => uint256) m; }',
    'contract C { mapping(address => mapping(uint => uint256)) m; }',
    ['storage-retyped'],
  ],
  [
    'an array that gets shorter',
    'contract C { uint[3] a; uint z; }',
    'contract C { uint[2] a; uint[1] b; uint z; }',
    ['storage-resized'],
  ],
  [
    'a last array that gets longer',
    'contract C { uint[3] a; }',
    'contract C { uint[4] a; }',
    ['-storage-grown'],
  ],
  [
    'an array that gets longer before others',
    'contract C { uint[3] a; uint z; }',
    'contract C { uint[4] a; uint z; }',
    ['storage-moved'],
  ],
  [
    'an array that becomes dynamic',
    'contract C { uint[1] a; }',
    'contract C { uint[] a; }',
    ['storage-retyped'],
  ],
  [
    'an array of other items',
    'contract C { uint8[] a; }',
    'contract C { uint16[] a; }',
    ['storage-retyped'],
  ],

  [
    'an enum that grows',
    'contract C { enum E { A, B } E e; }',
    'contract C { enum E { A, B, D } E e; }',
    ['-storage-grown'],
  ],
  [
    'an enum with a member between',
    'contract C { enum E { A, B } E e; }',
    'contract C { enum E { A, X, B } E e; }',
    ['storage-enum-changed'],
  ],
  [
    'an enum that shrinks',
    'contract C { enum E { A, B } E e; }',
    'contract C { enum E { A } E e; }',
    ['storage-enum-changed'],
  ],
  [
    'an enum as a key',
    'contract C { enum E { A, B } mapping(E => uint) m; }',
    'contract C { enum E { B, A } mapping(E => uint) m; }',
    ['storage-enum-changed'],
  ],
  [
    'an enum that becomes a number',
    'contract C { enum E { A, B } E e; }',
    'contract C { uint8 e; }',
    ['storage-retyped'],
  ],
  [
    'a contract that becomes an address',
    'contract I {} contract C { I a; }',
    'contract C { address a; }',
    ['-storage-compatible'],
  ],
  [
    'a contract that becomes another',
    'contract I {} contract C { I a; }',
    'interface J {} contract C { J a; }',
    ['-storage-compatible'],
  ],
  [
    'an address that becomes payable',
    'contract C { address a; }',
    'contract C { address payable a; }',
    [],
  ],
  [
    'a value type of ones own',
    'contract C { uint128 a; }',
    'type P is uint128; contract C { P a; }',
    ['-storage-compatible'],
  ],
  [
    'one of another size',
    'type P is uint128; contract C { P a; }',
    'type P is uint64; contract C { P a; }',
    ['storage-resized'],
  ],
  [
    'one of another meaning',
    'type P is uint128; contract C { P a; }',
    'type P is int128; contract C { P a; }',
    ['-storage-retyped'],
  ],
  [
    'one as a key that is padded otherwise',
    'type P is uint128; contract C { mapping(P => uint) m; }',
    'type P is bytes16; contract C { mapping(P => uint) m; }',
    ['storage-retyped'],
  ],
  [
    'an external function that becomes internal',
    'contract C { function() external f; }',
    'contract C { function() internal f; }',
    ['storage-retyped'],
  ],

  [
    'a layout that begins elsewhere',
    'contract C layout at 1 { uint a; }',
    'contract C layout at 2 { uint a; }',
    ['storage-moved'],
  ],
  [
    'a layout that begins earlier, and leaves all in place',
    'contract C layout at 2 ** 4 { uint a; }',
    'contract C layout at 15 { uint x; uint a; }',
    ['-storage-added'],
  ],
  [
    'a namespace that grows',
    namespaced('uint a;'),
    namespaced('uint a; uint b;'),
    ['-storage-added'],
  ],
  [
    'a member in the middle of a namespace',
    namespaced('uint a; uint b;'),
    namespaced('uint a; uint x; uint b;'),
    ['storage-moved'],
  ],
  ['a namespace that is gone', namespaced('uint a;'), 'contract C {}', ['namespace-removed']],
  [
    'a namespace of another name',
    namespaced('uint a;'),
    namespaced('uint a;', 'other'),
    ['namespace-removed', '-namespace-added'],
  ],
  ['a namespace more', 'contract C {}', namespaced('uint a;'), ['-namespace-added']],
  [
    'state that goes into a namespace',
    'contract C { uint a; }',
    namespaced('uint a;'),
    ['storage-deleted', '-namespace-added'],
  ],
  [
    'a namespace in a base',
    namespaced('uint a;').replace('contract C', 'contract B').concat(' contract C is B {}'),
    namespaced('int a;'),
    ['storage-retyped'],
  ],
  [
    'an enum of more than a byte',
    `contract C { enum E { ${members256.slice(0, -6)} } E e; }`,
    `contract C { enum E { ${members256} } E e; }`,
    ['-storage-grown'],
  ],
]

function namespaced(members: string, name = 'main'): string {
  return `contract C { /// @custom:storage-location erc7201:${name}\n struct S { ${members} } }`
}

describe('compareStorageLayouts', function () {
  this.timeout(60_000)
  let compiled: Compiled
  before(async () => {
    const sources = cases.flatMap(([, old, now], index) => [
      [`${index}/old.sol`, old],
      [`${index}/new.sol`, now],
    ])
    compiled = await analyseContracts(Object.fromEntries(sources))
  })

  async function compare(index: number): Promise<readonly UpgradeFinding[]> {
    const [old, now] = await Promise.all(
      ['old', 'new'].map((name) => compiled.contract(`${index}/${name}.sol:C`)),
    )
    if (old === undefined || now === undefined) return []
    return compareStorageLayouts(readStorageLayout(old), readStorageLayout(now))
  }

  const indexOf = (what: string) => cases.findIndex(([title]) => title === what)

  for (const [index, [what, , , codes]] of cases.entries()) {
    it(what, async () => {
      const findings = await compare(index)
      const found = findings.map(({ severity, code }) => (severity === 'error' ? code : `-${code}`))
      expect(found.toSorted(), JSON.stringify(findings, null, 1)).to.deep.equal(codes.toSorted())
    })
  }

  it('shows both places', async () => {
    const [finding] = await compare(indexOf('a packed neighbour that grows'))
    const [, moved] = await compare(indexOf('a packed neighbour that grows'))
    expect(finding?.old).to.deep.include({ label: 'a', slot: '0', offset: 0, bytes: '8' })
    expect(moved?.old).to.deep.include({ label: 'b', slot: '0', offset: 8, bytes: '8' })
    expect(moved?.new).to.deep.include({ label: 'b', slot: '0', offset: 16, bytes: '8' })
    expect(moved?.old?.source).to.match(/old\.sol:2$/)
    expect(moved?.new?.source).to.match(/new\.sol:2$/)
  })

  it('counts the places of members from where their region begins', async () => {
    const [moved] = await compare(indexOf('a member that packs another'))
    expect(moved?.old).to.deep.include({ label: 'm[…].b', region: 'm[…]', slot: '0', offset: 16 })
    expect(moved?.new).to.deep.include({ label: 'm[…].b', region: 'm[…]', slot: '1', offset: 20 })
  })

  it('tells once of variables that moved by as much', async () => {
    const layout = (first: string) => `contract C { ${first} uint a; uint b; uint c; }`
    const both = await analyseContracts({ 'a.sol': layout(''), 'b.sol': layout('uint x;') })
    const [old, now] = [await both.contract('a.sol:C'), await both.contract('b.sol:C')]
    const findings = compareStorageLayouts(readStorageLayout(old), readStorageLayout(now))
    expect(findings.map(({ code, others }) => [code, others])).to.deep.equal([
      ['storage-moved', ['b', 'c']],
    ])
  })

  it('says how long a gap has to be', async () => {
    const findings = await compare(indexOf('a gap that stays too long'))
    expect(findings.find(({ code }) => code === 'storage-gap')?.hint).to.contain('to 3')
  })
})
