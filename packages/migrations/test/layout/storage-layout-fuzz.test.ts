import { expect } from 'chai'
import fc from 'fast-check'
import { compareStorageLayouts, readStorageLayout } from '../../src/upgrades.js'
import { analyseContracts } from '../support/compile-contracts.js'

/** Versions of a contract are lists of variables; what changes is which there are, in what order, of what types. */
interface Declared {
  readonly name: string
  readonly type: string
}

const types = [
  'bool',
  'uint8',
  'uint64',
  'uint128',
  'uint256',
  'int64',
  'address',
  'bytes4',
  'string',
  'mapping(uint256 => uint256)',
  'uint32[3]',
  'uint128[3]',
  'S',
  'S[2]',
]
const names = ['a', 'b', 'c', 'd', 'e', 'f']

const variable = fc.record({ name: fc.constantFrom(...names), type: fc.constantFrom(...types) })
const version = fc.uniqueArray(variable, { selector: ({ name }) => name, maxLength: names.length })
const edit = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(6), variable }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(6) }),
  fc.record({ kind: fc.constant('retype' as const), at: fc.nat(6), variable }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(6) }),
)
const members = fc.constantFrom(
  'uint64 x;',
  'uint64 x; uint64 y;',
  'uint64 y; uint64 x;',
  'uint64 x; uint256 y;',
)
const upgrade = fc.record({
  old: version,
  edits: fc.array(edit, { maxLength: 2 }),
  before: members,
  after: members,
})

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function apply(variables: readonly Declared[], change: Edit): readonly Declared[] {
  const at = Math.min(change.at, variables.length)
  const [before, after] = [variables.slice(0, at), variables.slice(at)]
  const [first, second, ...rest] = after
  switch (change.kind) {
    case 'insert':
      return variables.some(({ name }) => name === change.variable.name)
        ? variables
        : [...before, change.variable, ...after]
    case 'remove':
      return [...before, ...after.slice(1)]
    case 'retype':
      return first === undefined
        ? variables
        : [...before, { name: first.name, type: change.variable.type }, ...after.slice(1)]
    case 'swap':
      return first === undefined || second === undefined
        ? variables
        : [...before, second, first, ...rest]
  }
}

const contract = (variables: readonly Declared[], struct: string) =>
  `contract C { struct S { ${struct} } ${variables.map(({ name, type }) => `${type} ${name};`).join(' ')} }`

/** What solc tells of a variable, a member or a type. */
interface SolcField {
  readonly label: string
  readonly slot: string
  readonly offset: number
  readonly type: string
}
interface SolcLayout {
  readonly storage: readonly SolcField[]
  readonly types: Readonly<
    Record<
      string,
      {
        readonly label: string
        readonly numberOfBytes: string
        readonly base?: string
        readonly members?: readonly SolcField[]
      }
    >
  >
}

/** Every value by the byte that it begins at, with the path and the type that it is read by. */
function leaves({ storage, types: known }: SolcLayout): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const visit = (type: string, begin: number, path: string): void => {
    const { label = '', numberOfBytes = '', base, members: inside } = known[type] ?? {}
    if (inside !== undefined) {
      for (const member of inside) {
        visit(
          member.type,
          begin + Number(member.slot) * 32 + member.offset,
          `${path}.${member.label}`,
        )
      }
      return
    }
    if (base === undefined) {
      found.set(begin, `${path} ${label} ${numberOfBytes}`)
      return
    }
    const each = Number(known[base]?.numberOfBytes)
    const perWord = Math.max(1, Math.floor(32 / each))
    for (let index = 0; index < Number(/(\d+)\]$/.exec(label)?.[1]); index++) {
      const at =
        each >= 32 ? index * each : Math.floor(index / perWord) * 32 + (index % perWord) * each
      visit(base, begin + at, `${path}[${index}]`)
    }
  }
  for (const { type, slot, offset, label } of storage)
    visit(type, Number(slot) * 32 + offset, label)
  return found
}

describe('compareStorageLayouts, of random upgrades', function () {
  this.timeout(120_000)

  it('finds errors where a value of the old layout is not where and what it was, and nowhere else', async () => {
    const cases = fc.sample(upgrade, { seed: 20_181_114, numRuns: 150 })
    const sources = cases.flatMap(({ old, edits, before, after }, index) => [
      [`${index}/old.sol`, contract(old, before)],
      [`${index}/new.sol`, contract(edits.reduce(apply, old), after)],
    ])
    const compiled = await analyseContracts(Object.fromEntries(sources))
    const verdicts = { safe: 0, unsafe: 0 }
    for (const index of cases.keys()) {
      const [before, after] = [`${index}/old.sol:C`, `${index}/new.sol:C`]
      const [old, now] = [await compiled.contract(before), await compiled.contract(after)]
      const findings = compareStorageLayouts(readStorageLayout(old), readStorageLayout(now))
      const isSafe = findings.every(({ severity }) => severity !== 'error')
      const kept = leaves(compiled.storageLayout(after) as SolcLayout)
      const expected = [...leaves(compiled.storageLayout(before) as SolcLayout)].every(
        ([at, leaf]) => kept.get(at) === leaf,
      )
      const shown = sources.slice(2 * index, 2 * index + 2).join('\n')
      expect(isSafe, `${shown}\n${JSON.stringify(findings, null, 1)}`).to.equal(expected)
      verdicts[isSafe ? 'safe' : 'unsafe']++
    }
    expect(Math.min(verdicts.safe, verdicts.unsafe)).to.be.greaterThan(30)
  })
})
