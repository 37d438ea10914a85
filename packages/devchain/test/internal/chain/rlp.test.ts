import assert from 'node:assert/strict'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { encodeRlp, type RlpItem } from '../../../src/internal/chain/rlp.js'

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc.uint8Array({ minLength: 54, maxLength: 58 }),
  fc.uint8Array({ minLength: 254, maxLength: 258 }),
)
const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3 },
    bytes,
    fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    // Longer than any word, and than a short header tells.
    fc.bigInt({ min: 2n ** 256n, max: 2n ** 600n }),
    fc.array(tie('item'), { maxLength: 5 }),
  ),
}))

describe('encodeRlp', () => {
  it('encodes as @ethereumjs/rlp does', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), (items) => {
        assert.deepEqual(encodeRlp(items), RLP.encode(items.map(mutable)))
      }),
    )
  })

  it('encodes long strings', () => {
    for (const length of [65_535, 65_536, 70_000]) {
      const long = new Uint8Array(length).fill(7)
      assert.deepEqual(encodeRlp([long]), RLP.encode([long]))
    }
  })

  it('puts a type byte before', () => {
    assert.deepEqual(encodeRlp([], 2), Uint8Array.of(2, 0xc0))
  })
})

type Nested = Uint8Array | bigint | Nested[]

function mutable(value: RlpItem): Nested {
  return value instanceof Uint8Array || typeof value === 'bigint' ? value : value.map(mutable)
}
