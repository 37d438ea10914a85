import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compareInDictionary } from '../../../src/internal/test/dictionary-order.js'

describe('compareInDictionary', () => {
  it('compares as a collator of English does', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'_-./019abzABZ'), maxLength: 12 })
    const path = fc.oneof({ weight: 9, arbitrary: plain }, fc.string({ maxLength: 12 }))
    fc.assert(
      fc.property(path, path, (left, right) => {
        const expected = Math.sign(left.localeCompare(right, 'en'))
        assert.equal(Math.sign(compareInDictionary(left, right)), expected)
      }),
      {
        numRuns: 3_000,
        examples: [
          ['Ab', 'aB'],
          ['a', 'A'],
          ['ab', 'Aa'],
          ['a.js', 'A.jS'],
        ],
      },
    )
  })
})
