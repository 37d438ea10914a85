import { expect } from 'chai'
import * as fc from 'fast-check'
import { BytePool } from '../../src/internal/byte-pool.js'

describe('BytePool', () => {
  it('gives copies that neither their sources nor each other change', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 400 }), (sources) => {
        const pool = new BytePool()
        const copies = sources.map((source) => pool.copy(source))
        const expected = sources.map((source) => source.slice())
        for (const source of sources) source.fill(1)
        expect(copies).to.deep.equal(expected)
        for (const [index, copy] of copies.entries()) {
          copy.fill(2)
          expect(copies.slice(index + 1)).to.deep.equal(expected.slice(index + 1))
        }
      }),
      { numRuns: 20 },
    )
  })
})
