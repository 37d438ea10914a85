import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import {
  compareStorageLayouts,
  formatStorageLayout,
  parseStorageLayout,
  readStorageLayout,
  type StorageLayout,
} from '../../src/upgrades.js'
import { analyseContracts, type Compiled } from '../support/compile-contracts.js'
import { failure } from '../support/expect-code.js'

const source = new URL('../../../test/fixtures/storage.sol', import.meta.url)

/** As solc tells it. */
interface SolcLayout {
  readonly storage: readonly { label: string; slot: string; offset: number; type: string }[]
  readonly types: Readonly<Record<string, { label: string; numberOfBytes: string }>>
}

describe('readStorageLayout', function () {
  this.timeout(60_000)
  let compiled: Compiled
  let layout: StorageLayout

  before(async () => {
    compiled = await analyseContracts({ 'storage.sol': await readFile(source, 'utf8') })
    layout = readStorageLayout(await compiled.contract('storage.sol:Storage'))
  })

  function solcLayout(name: string): SolcLayout {
    return compiled.storageLayout(`storage.sol:${name}`) as SolcLayout
  }

  for (const name of ['Storage', 'Elsewhere']) {
    it(`has the places and types of solc (${name})`, async () => {
      const { storage, types } = solcLayout(name)
      const read = readStorageLayout(await compiled.contract(`storage.sol:${name}`))
      const told = read.variables.map(({ label, slot, offset, type }) => {
        return { label, slot: `${BigInt(slot)}`, offset, type }
      })
      const expected = storage.map(({ label, slot, offset, type }) => {
        // Whether an address is payable changes nothing in storage.
        return { label, slot, offset, type: types[type]?.label.replace(' payable', '') }
      })
      expect(told).to.deep.equal(expected)
      expect(told).not.to.have.length(0)
    })
  }

  it('has structs as solc has them', () => {
    const theirs = parseStorageLayout(solcLayout('Storage'))
    const structs = Object.entries(theirs.types).filter(([, { kind }]) => kind === 'struct')
    expect(structs).to.have.length(3)
    for (const [name, type] of structs) {
      const own = layout.types[name]
      const plain = JSON.stringify(own, (key, value) => (key === 'source' ? undefined : value))
      expect(JSON.parse(plain)).to.deep.equal(
        JSON.parse(JSON.stringify(type, (key, value) => (key === 'contract' ? undefined : value))),
      )
    }
  })

  it('has namespaces where ERC-7201 puts them', () => {
    // The example of the standard.
    const [namespace] = layout.namespaces ?? []
    expect(namespace).to.include({
      id: 'erc7201:example.main',
      slot: '0x183a6125c38840424c4a85fa12bab2ab606c4b6d0e7cc73c0c06ba5300eab500',
    })
    expect(namespace?.members.map(({ label, slot }) => [label, slot])).to.deep.equal([
      ['x', '0'],
      ['y', '1'],
    ])
  })

  it('keeps transient variables apart', () => {
    expect(layout.transient?.map(({ label, slot }) => [label, slot])).to.deep.equal([['lock', '0']])
  })

  it('says where variables are declared', () => {
    expect(layout.variables[0]).to.include({ contract: 'Base', source: 'storage.sol:5' })
  })

  it('is read back as it was written', () => {
    const text = formatStorageLayout(layout)
    expect(parseStorageLayout(JSON.parse(text))).to.deep.equal(layout)
    const { variables, types } = layout
    expect(text.split('\n').length).to.be.at.least(variables.length + Object.keys(types).length)
  })

  it('is compatible with itself, and with what solc tells but for enums', () => {
    expect(compareStorageLayouts(layout, layout)).to.deep.equal([])
    const theirs = compareStorageLayouts(parseStorageLayout(solcLayout('Storage')), layout)
    const errors = theirs.filter(({ severity }) => severity === 'error')
    expect(new Set(errors.map(({ code }) => code))).to.deep.equal(new Set(['storage-unknown']))
    expect(new Set(errors.map(({ old }) => old?.label))).to.deep.equal(
      new Set(['phase', 'position.phase', 'positions[…][…].phase', 'pair[].phase']),
    )
  })

  it('takes layouts that OpenZeppelin kept', async () => {
    const field = (label: string, slot: string, type: string) => {
      return { label, slot, offset: 0, type, contract: 'C', src: 'contracts/C.sol:1' }
    }
    const kept = {
      solcVersion: '0.8.28',
      storage: [field('phase', '0', 't_enum(E)1')],
      types: {
        't_enum(E)1': { label: 'enum C.E', members: ['A', 'B'], numberOfBytes: '1' },
        't_mapping(t_address,t_uint256)': {
          label: 'mapping(address => uint256)',
          numberOfBytes: '32',
        },
      },
      namespaces: { 'erc7201:main': [field('m', '0', 't_mapping(t_address,t_uint256)')] },
    }
    const { contract } = await analyseContracts({
      'ok.sol': `contract C { enum E { A, B, D } E phase;
        /// @custom:storage-location erc7201:main
        struct S { mapping(address => uint256) m; } }`,
      'bad.sol': `contract C { enum E { B, A } E phase;
        /// @custom:storage-location erc7201:main
        struct S { mapping(address => int256) m; } }`,
    })
    const codes = async (name: string) =>
      compareStorageLayouts(parseStorageLayout(kept), readStorageLayout(await contract(name)))
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code)
    expect(await codes('ok.sol:C')).to.deep.equal([])
    expect(await codes('bad.sol:C')).to.deep.equal(['storage-enum-changed', 'storage-retyped'])
  })

  for (const [what, value] of [
    ['no object', 7],
    ['nothing of a layout', {}],
    ['a wrong slot', { storage: [{ label: 'a', type: 't', slot: 'x', offset: 0 }], types: {} }],
    ['a kind of type that there is not', withType({ kind: 'magic' })],
    ['a length that is no number', withType({ kind: 'array', base: 'uint256', length: 'many' })],
  ] as const) {
    it(`refuses ${what}`, () => failure('UPGRADE_LAYOUT_INVALID', () => parseStorageLayout(value)))
  }
})

function withType(type: unknown): unknown {
  return { format: 'scaffold-storage-layout-1', contract: 'a:A', variables: [], types: { T: type } }
}
