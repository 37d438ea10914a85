import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bigintToBytes, bytesToBigint } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import { type ExecutionRecording, loadKeccak256 } from '@scaffold-evm/devchain'
import { type Moment, stateVariablesAt, type Value, ValueReader } from '../src/index.js'
import { type CompiledText, TextCompiler } from './compile-text.js'
import { type FakeStorage, LayoutDecoder, type StorageLayout } from './oracle/layout-decoder.js'
import { canonical } from './oracle/same-value.js'

const limits = { items: 5, bytes: 80 }
const outputs = ['abi', 'storageLayout', 'transientStorageLayout']

/** Values as `LayoutDecoder` gives them: with lengths, and numbers where it knows but a name. */
function comparable(value: Value): unknown {
  switch (value.kind) {
    case 'struct':
      return value.members.map((member) => comparable(member.value))
    case 'array':
      return [value.length, ...value.items.map(comparable)]
    case 'mapping':
      return value.entries.map((entry) => [canonical(entry.key), comparable(entry.value)])
    case 'string':
    case 'bytes':
      return value.type.kind === 'fixed-bytes' ? canonical(value) : [value.length, canonical(value)]
    case 'user-defined': {
      const inner = canonical(value.value)
      return typeof inner === 'string' ? BigInt(inner) : inner
    }
    case 'internal-function':
      return value.value
    case 'external-function':
      return BigInt(`${value.address}${value.selector.slice(2)}`)
    case 'unavailable':
      return value.reason
    default:
      return canonical(value)
  }
}

function fakeRecording(storage: FakeStorage): ExecutionRecording {
  const word = async (_step: number, _address: Uint8Array, slot: bigint): Promise<bigint> =>
    storage.word(slot)
  const recording: Partial<ExecutionRecording> = {
    frames: [],
    storage: word,
    transientStorage: (_step, _address, slot) => storage.word(slot),
    preimages: storage.preimages,
  }
  // Storage is all that is read here.
  return recording as ExecutionRecording
}

async function compareContract(
  { build, output }: CompiledText,
  artifact: Artifact,
  keccak256: (data: Uint8Array) => Uint8Array,
): Promise<number> {
  const contract = await build.load(artifact)
  const told = output.contracts?.[artifact.sourceName]?.[artifact.contractName]
  assert.ok(contract !== undefined && told !== undefined)
  const word = (slot: bigint): bigint => bytesToBigint(keccak256(bigintToBytes(slot ^ 5n, 32)))
  const storage = { keccak256, word, preimages: new Map<bigint, Uint8Array>(), ...limits }
  const layouts = [told.storageLayout, told.transientStorageLayout].filter(isLayout)
  const expected = layouts.map((layout) => {
    const decoder = new LayoutDecoder(layout, storage)
    return layout.storage.map(({ label, slot, offset, type }) => ({
      label,
      slot: BigInt(slot),
      offset,
      value: decoder.decode(type, BigInt(slot), offset),
    }))
  })
  const moment: Moment = {
    recording: fakeRecording(storage),
    frame: 0,
    step: 0,
    contract,
    keccak256,
  }
  const reader = new ValueReader(moment, limits)
  for (const [index, space] of (['storage', 'transient'] as const).entries()) {
    const actual = []
    for (const variable of stateVariablesAt(moment)) {
      const { place, name: label, kind } = variable
      if (place.space !== space || kind === 'namespace') continue
      const value = comparable(await reader.read(variable))
      actual.push({ label, slot: place.slot, offset: place.offsetBytes, value })
    }
    assert.deepEqual(actual, expected[index] ?? [], `${artifact.contractName}`)
  }
  return expected.flat().length
}

function isLayout(value: unknown): value is StorageLayout {
  return typeof value === 'object' && value !== null && 'storage' in value
}

/** The sources of OpenZeppelin's contracts. */
function openZeppelin(): Record<string, string> {
  const manifest = createRequire(import.meta.url).resolve('@openzeppelin/contracts/package.json')
  const folder = dirname(manifest)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.sol') && !file.startsWith('mocks'))
  return Object.fromEntries(
    sources.map((file) => [
      `@openzeppelin/contracts/${file}`,
      readFileSync(join(folder, file), 'utf8'),
    ]),
  )
}

/** What packs, nests and inherits in every way. */
function everything(version: string): string {
  const isNew = version.startsWith('0.8')
  return `// SPDX-License-Identifier: MIT
pragma solidity ${version};
${isNew ? 'type Small is uint24; type Wide is bytes32;' : ''}
contract First { uint8 a; uint128 b; uint120 c; bool d; }
contract Second is First { address e; enum E { X, Y } E f; bytes12 g; bytes h; string i; }
contract Third is First { int8 j; int256 k; int16[3] l; uint256 constant no = 5; uint64[] m; }
contract Fourth is Second, Third {
  struct Inner { uint8 a; uint256 b; bool c; }
  struct Outer { Inner one; uint8 between; Inner[2] two; Inner[] many; mapping(string => Inner) named; bytes4 last; }
  Outer n;
  uint8 between;
  Outer[2] o;
  mapping(address => mapping(bytes4 => Outer)) p;
  bytes5[7] q;
  bytes17[3] r;
  uint16[4][3] s;
  uint16[][2] t;
  uint16[2][] u;
  string[3] v;
  function (uint256) external returns (bool) w;
  function (uint256) internal returns (bool) x;
  function () external[3] y;
  First z;
  mapping(bool => uint8[]) aa;
  mapping(uint8 => string) bb;
  ${isNew ? 'Small cc; Wide dd; Small[5] ee; mapping(Small => Wide) ff; uint256 immutable gg = 7;' : ''}
  ${isNew ? 'uint8 transient hh; address transient ii; bool transient jj;' : ''}
  uint8 last;
}
${isNew ? 'contract Fifth is Fourth layout at 2 ** 128 + 0x10 * 2 - 1 { uint256 kk; uint8 transient ll; }' : ''}
`
}

describe('stateVariablesAt', () => {
  for (const version of ['0.5.17', '0.6.12', '0.7.6', '0.8.37']) {
    it(`agrees with solc's storageLayout on all types of ${version}`, async function () {
      this.timeout(60_000)
      const compiler = new TextCompiler(version)
      const isNew = version.startsWith('0.8')
      const wanted = isNew ? outputs : ['abi', 'storageLayout']
      const settings = isNew ? { evmVersion: 'cancun' } : {}
      const compiled = await compiler.compile({ 'a.sol': everything(version) }, settings, wanted)
      const keccak256 = await loadKeccak256()
      let count = 0
      for (const artifact of compiled.artifacts) {
        count += await compareContract(compiled, artifact, keccak256)
      }
      assert.ok(count > 50, `${count} variables`)
      await compiler.close()
    })
  }

  it("agrees with solc's storageLayout on all contracts of OpenZeppelin", async function () {
    this.timeout(120_000)
    const compiler = new TextCompiler('0.8.37')
    const settings = { evmVersion: 'osaka' }
    const compiled = await compiler.compile(openZeppelin(), settings, outputs)
    const keccak256 = await loadKeccak256()
    let count = 0
    for (const artifact of compiled.artifacts) {
      count += await compareContract(compiled, artifact, keccak256)
    }
    assert.ok(count > 300, `${count} variables`)
    await compiler.close()
  })
})
