import { createMerkleProof, createMPT, verifyMerkleProof } from '@ethereumjs/mpt'
import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { type Crypto, loadCrypto } from '../../../src/internal/crypto.js'
import { BytesEntry } from '../../../src/internal/state/ordered-trie.js'
import { Trie } from '../../../src/internal/state/trie.js'
import { TrieHasher } from '../../../src/internal/state/trie-hasher.js'
import { loadVectors, vectorsDirectory } from './ethereum-tests.js'

type Change = readonly [key: Uint8Array, value: Uint8Array | null]

const archive = 'trie-rlp-transaction-abi-keystore.tar.gz'

function editOf([key, value]: Change): { key: Uint8Array; entry: BytesEntry | undefined } {
  return { key, entry: value === null ? undefined : new BytesEntry(key, value) }
}

// Short keys over few bytes collide, nest and share prefixes; long ones are what the state has.
const byte = fc.constantFrom(0, 1, 0x10, 0x11, 0xff)
const key = fc.oneof(
  fc.array(byte, { minLength: 1, maxLength: 4 }).map((bytes) => Uint8Array.from(bytes)),
  fc.array(byte, { minLength: 32, maxLength: 32 }).map((bytes) => Uint8Array.from(bytes)),
)
const value = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const batches = fc.array(
  fc.uniqueArray(fc.tuple(key, value), { maxLength: 12, selector: ([bytes]) => bytesToHex(bytes) }),
  { maxLength: 8 },
)

describe('Trie', () => {
  let crypto: Crypto
  let hasher: TrieHasher

  before(async () => {
    crypto = await loadCrypto()
    hasher = new TrieHasher(crypto)
  })

  it('has the roots, entries and proofs of @ethereumjs/mpt after any batches of edits', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(key, { maxLength: 5 }), async (steps, strangers) => {
        const entries = new Map<string, Uint8Array>()
        let oracle = await createMPT()
        let trie = new Trie<BytesEntry>()
        for (const changes of steps) {
          for (const [bytes, content] of changes) {
            if (content === null) entries.delete(bytesToHex(bytes))
            else entries.set(bytesToHex(bytes), content)
          }
          trie = trie.edit(changes.map(editOf))
          // Built afresh: its `del` loses the value of a branch (10.1.3; no such keys in a chain).
          oracle = await createMPT()
          for (const [hex, content] of entries) await oracle.put(hexToBytes(hex), content)
          expect(bytesToHex(trie.root(hasher))).to.equal(bytesToHex(oracle.root()))
        }
        const found = [...trie.entries()].map((entry) => [bytesToHex(entry.key), entry.value])
        expect(found).to.deep.equal([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
        const touched = steps.flat().map(([bytes]) => bytes)
        for (const bytes of [...touched, ...strangers]) {
          const expected = entries.get(bytesToHex(bytes))
          expect(trie.get(bytes)?.value).to.deep.equal(expected)
          if (trie.isEmpty) continue
          const proof = trie.proof(bytes, hasher)
          const proven = await verifyMerkleProof(bytes, proof, { root: oracle.root() })
          expect(proven).to.deep.equal(expected ?? null)
        }
      }),
      { numRuns: 150 },
    )
  }).timeout(60_000)

  it('proves with the nodes of @ethereumjs/mpt, root first', async () => {
    const oracle = await createMPT()
    const edits = Array.from({ length: 300 }, (_, index) => {
      const hashed = crypto.keccak256(Uint8Array.of(index & 0xff, index >> 8))
      return [hashed, crypto.keccak256(hashed)] as const
    })
    for (const [bytes, content] of edits) await oracle.put(bytes, content)
    const trie = new Trie<BytesEntry>().edit(edits.map(editOf))
    for (const bytes of [...edits.slice(0, 20).map(([hashed]) => hashed), new Uint8Array(32)]) {
      expect(trie.proof(bytes, hasher)).to.deep.equal(await createMerkleProof(oracle, bytes))
    }
  })

  it('never changes: earlier tries keep their roots and entries', () => {
    fc.assert(
      fc.property(batches, (steps) => {
        const history: { trie: Trie<BytesEntry>; root: string; entries: BytesEntry[] }[] = []
        let trie = new Trie<BytesEntry>()
        for (const changes of steps) {
          trie = trie.edit(changes.map(editOf))
          const entries = [...trie.entries()]
          history.push({ trie, root: bytesToHex(trie.root(hasher)), entries })
        }
        for (const { trie: earlier, root, entries } of history) {
          expect([...earlier.entries()]).to.deep.equal(entries)
          // A trie built afresh has no reference that could have been kept by mistake.
          const fresh = new Trie<BytesEntry>().edit(
            entries.map((entry) => ({ key: entry.key, entry })),
          )
          expect(bytesToHex(fresh.root(new TrieHasher(crypto)))).to.equal(root)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('gives itself back when an edit changes nothing', () => {
    const entries = [1, 2, 0x21].map(
      (first) => new BytesEntry(Uint8Array.of(first, 7), Uint8Array.of(first)),
    )
    const trie = new Trie<BytesEntry>().edit(entries.map((entry) => ({ key: entry.key, entry })))
    const absent = Uint8Array.of(0x22, 7)
    expect(trie.edit([])).to.equal(trie)
    expect(trie.edit([{ key: absent, entry: undefined }])).to.equal(trie)
    expect(trie.edit(entries.map((entry) => ({ key: entry.key, entry })))).to.equal(trie)
  })

  it('begins its entries at any key', () => {
    const keys = [1, 2, 0x21, 0x22, 0x30].map((first) => Uint8Array.of(first))
    const trie = new Trie<BytesEntry>().edit(keys.map((bytes) => editOf([bytes, bytes])))
    const from = (first: number) => [...trie.entries(Uint8Array.of(first))].map((e) => e.key[0])
    expect(from(0)).to.deep.equal([1, 2, 0x21, 0x22, 0x30])
    expect(from(0x21)).to.deep.equal([0x21, 0x22, 0x30])
    expect(from(0x23)).to.deep.equal([0x30])
    expect(from(0x31)).to.deep.equal([])
  })

  describe('official TrieTests', () => {
    const vectors = loadVectors(archive, 'tests/TrieTests/')
    if (vectors === undefined) {
      it.skip(`skipped: no ${archive} under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
      return
    }
    for (const [file, tests] of vectors) {
      for (const [name, vector] of Object.entries(tests as Record<string, TrieVector>)) {
        it(`${file} ${name}`, () => {
          if ('tests' in vector) checkNeighbours(vector)
          else checkRoot(vector, /secure/i.test(file))
        })
      }
    }
  })

  function checkRoot({ in: input, root }: RootVector, isSecure: boolean): void {
    const pairs = Array.isArray(input) ? input : Object.entries(input)
    const changes = pairs.map(([plain, content]): Change => {
      const bytes = bytesOf(plain)
      return [
        isSecure ? crypto.keccak256(bytes) : bytes,
        content === null ? null : bytesOf(content),
      ]
    })
    let oneByOne = new Trie<BytesEntry>()
    for (const change of changes) oneByOne = oneByOne.edit([editOf(change)])
    expect(bytesToHex(oneByOne.root(hasher))).to.equal(root)
    const last = new Map(changes.map((change) => [bytesToHex(change[0]), change]))
    const atOnce = new Trie<BytesEntry>().edit([...last.values()].map(editOf))
    expect(bytesToHex(atOnce.root(hasher))).to.equal(root)
  }

  function checkNeighbours({ in: keys, tests }: NeighbourVector): void {
    const trie = new Trie<BytesEntry>().edit(
      keys.map((plain) => editOf([bytesOf(plain), bytesOf(plain)])),
    )
    const sorted = [...trie.entries()].map((entry) => Buffer.from(entry.key).toString())
    for (const [probe, previous, next] of tests) {
      expect(sorted.filter((plain) => plain < probe).at(-1) ?? '').to.equal(previous)
      expect(sorted.find((plain) => plain > probe) ?? '').to.equal(next)
    }
  }
})

type TrieVector = RootVector | NeighbourVector

interface RootVector {
  readonly in: readonly [string, string | null][] | Readonly<Record<string, string | null>>
  readonly root: string
}

interface NeighbourVector {
  readonly in: readonly string[]
  readonly tests: readonly [probe: string, previous: string, next: string][]
}

function bytesOf(plain: string): Uint8Array {
  return plain.startsWith('0x') ? hexToBytes(plain) : Uint8Array.from(Buffer.from(plain))
}
