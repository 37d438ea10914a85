import { scryptSync } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { deriveByScrypt, scryptOfAnyCost } from '../../../src/internal/signing/scrypt.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('scryptOfAnyCost', () => {
  it('is what OpenSSL computes', () => {
    const cost = fc.record({
      N: fc.constantFrom(2, 4, 16, 64),
      r: fc.integer({ min: 1, max: 4 }),
      p: fc.integer({ min: 1, max: 3 }),
      length: fc.integer({ min: 16, max: 70 }),
    })
    fc.assert(
      fc.property(fc.string(), fc.string(), cost, (password, salt, { length, ...rest }) => {
        const found = scryptOfAnyCost(bytes(password), bytes(salt), { ...rest, length })
        expect(found).to.deep.equal(scryptSync(bytes(password), bytes(salt), length, rest))
      }),
      { numRuns: 50 },
    )
  })
})

describe('deriveByScrypt', () => {
  it('takes costs that OpenSSL refuses, as the example of the format has them', async () => {
    const key = { N: 2 ** 16, r: 1, p: 1 }
    expect(() => scryptSync('pw', 'salt', 32, { ...key, maxmem: 2 ** 30 })).to.throw()
    expect(await deriveByScrypt(bytes('pw'), bytes('salt'), { ...key, length: 32 })).to.have.length(
      32,
    )
  })
})
