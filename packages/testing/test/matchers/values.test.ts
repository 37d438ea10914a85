import fc from 'fast-check'
import { expect, failureOf } from '../support/chain.js'

describe('comparisons of numbers', () => {
  const mixed = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger())

  it('compares bigints and numbers as integers, whatever the mix', () => {
    fc.assert(
      fc.property(mixed, ([a, b]) => {
        for (const [left, right] of [
          [a, BigInt(b)],
          [BigInt(a), b],
          [BigInt(a), BigInt(b)],
        ] as const) {
          const assertion = a === b ? expect(left).to : expect(left).not
          assertion.equal(right)
          expect(left).to.be[a > b ? 'above' : 'most'](right)
          expect(left).to.be[a < b ? 'below' : 'least'](right)
        }
      }),
    )
  })

  type Row = readonly [() => unknown, string]
  const failing: readonly Row[] = [
    [() => expect(1n).to.equal(2), 'expected 1 to equal 2.'],
    [() => expect(1n).to.be.above(2n), 'expected 1 to be above 2.'],
    [() => expect(3).not.to.be.gt(2n), 'expected 3 to be at most 2.'],
    [() => expect(3n).to.be.within(4, 5), 'expected 3 to be within 4..5'],
    [() => expect(3n).to.be.closeTo(10, 2), 'expected 3 to be close to 10 +/- 2'],
    [
      () => expect([1, 2]).to.have.lengthOf(3n),
      'expected [ 1, 2 ] to have a length of 3 but got 2',
    ],
    [
      () => expect(new Set([1])).to.have.length.above(3n),
      'expected Set{ 1 } to have a size above 3 but got 1',
    ],
    [() => expect([1n]).to.deep.equal([2]), 'expected [ 1n ] to deeply equal [ 2 ]'],
  ]
  for (const [assertion, message] of failing) {
    it(`says: ${message}`, async () => {
      expect(await failureOf(assertion)).to.equal(message)
    })
  }

  it('finds numbers equal in nested values', () => {
    expect({ a: [1n, { b: 2 }] }).to.deep.equal({ a: [1, { b: 2n }] })
    expect({ a: 1n }).not.to.deep.equal({ a: '2' })
  })

  it('refuses numbers that are not exact', () => {
    expect(() => expect(1n).to.equal(1.5)).to.throw('1.5 is not an integer')
    expect(() => expect(1n).to.equal(2 ** 53)).to.throw(/is unsafe/)
  })

  it('leaves other values to chai', () => {
    expect('a').to.equal('a')
    expect(1.5).to.be.closeTo(1, 0.6)
    expect(['x']).to.have.length(1)
    expect(null).not.to.equal(1)
  })
})

describe('matchers of text', () => {
  const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
  const key = `0x${'1f'.repeat(32)}`

  it('recognises addresses, keys and hexadecimal', () => {
    expect(address).to.be.properAddress
    expect(address.slice(2)).not.to.be.properAddress
    expect(key).to.be.properPrivateKey
    expect(address).not.to.be.properPrivateKey
    expect('0x12').to.be.properHex(2)
    expect('0x00012AB').to.hexEqual('0x12ab')
    expect('0x1').not.to.hexEqual('0x2')
  })

  type Row = readonly [() => unknown, string]
  const failing: readonly Row[] = [
    [() => expect('0x1').to.hexEqual('0x2'), 'Expected "0x1" to be a hex string equal to "0x2"'],
    [
      () => expect('1').to.not.hexEqual('0x2'),
      'Expected "1" not to be a hex string equal to "0x2", but "1" is not a valid hex string',
    ],
    [
      () => expect('0xfg').to.be.properHex(2),
      'Expected "0xfg" to be a proper hex string, but it contains invalid (non-hex) characters',
    ],
    [() => expect('0x1').to.be.properAddress, 'Expected "0x1" to be a proper address'],
  ]
  for (const [assertion, message] of failing) {
    it(`says: ${message}`, async () => {
      expect(await failureOf(assertion)).to.equal(message)
    })
  }

  it('compares addresses with what has one', () => {
    const addressable = { address, getAddress: () => Promise.resolve(address) }
    expect(addressable).to.equal(address)
    expect(address).to.equal(addressable)
    expect(addressable).not.to.equal(`0x${'00'.repeat(20)}`)
  })
})

describe('eventually, fulfilled, rejected', () => {
  it('asserts on what a promise resolves to', async () => {
    await expect(Promise.resolve(3n)).to.eventually.equal(3)
    await expect(Promise.resolve([1, 2]))
      .to.eventually.be.an('array')
      .with.lengthOf(2)
    await expect(Promise.resolve(1)).to.be.fulfilled
    await expect(Promise.resolve({ a: 1n })).to.become({ a: 1 })
  })

  it('asserts on how a promise rejects', async () => {
    const reject = (): Promise<never> => Promise.reject(new TypeError('bad input'))
    await expect(reject()).to.be.rejected
    await expect(reject()).to.be.rejectedWith('input')
    await expect(reject()).to.eventually.be.rejectedWith(TypeError, /^bad/)
    await expect(reject()).not.to.be.rejectedWith(RangeError)
  })

  it('fails when the promise does otherwise', async () => {
    expect(await failureOf(() => expect(Promise.resolve(1)).to.be.rejected)).to.equal(
      'expected promise to be rejected but it was fulfilled with 1',
    )
    expect(await failureOf(() => expect(Promise.reject(new Error('x'))).to.be.fulfilled)).to.equal(
      "expected promise to be fulfilled but it was rejected with 'Error: x'",
    )
    expect(await failureOf(() => expect(Promise.resolve(2)).to.eventually.equal(3))).to.match(
      /expected 2 to equal 3/,
    )
  })
})
