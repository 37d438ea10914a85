import { expect } from 'chai'
import fc from 'fast-check'
import { type BumpPolicy, bumpFees, type TransactionFees } from '../src/bump-fees.js'

const free: BumpPolicy = { bumpPercent: 12, maxFeePerGas: undefined }

describe('bumpFees', () => {
  const cases: readonly (readonly [
    string,
    TransactionFees,
    BumpPolicy,
    TransactionFees | undefined,
  ])[] = [
    ['raises a gas price', { gasPrice: 100n }, free, { gasPrice: 112n }],
    ['rounds up', { gasPrice: 1n }, free, { gasPrice: 2n }],
    [
      'raises both fees',
      { maxFeePerGas: 1000n, maxPriorityFeePerGas: 100n },
      free,
      { maxFeePerGas: 1120n, maxPriorityFeePerGas: 112n },
    ],
    [
      'stops at the limit',
      { maxFeePerGas: 1000n, maxPriorityFeePerGas: 100n },
      { bumpPercent: 30, maxFeePerGas: 1100n },
      { maxFeePerGas: 1100n, maxPriorityFeePerGas: 130n },
    ],
    [
      'gives none that nodes would refuse',
      { maxFeePerGas: 1000n, maxPriorityFeePerGas: 100n },
      { bumpPercent: 12, maxFeePerGas: 1099n },
      undefined,
    ],
    ['limits a gas price, too', { gasPrice: 100n }, { ...free, maxFeePerGas: 105n }, undefined],
  ]
  for (const [what, fees, policy, expected] of cases) {
    it(what, () => expect(bumpFees(fees, policy)).to.deep.equal(expected))
  }

  it('is always a replacement that nodes take, below the limit, with a tip that it can pay', () => {
    const fee = fc.bigInt({ min: 0n, max: 10n ** 13n })
    const policy = fc.record({
      bumpPercent: fc.integer({ min: 10, max: 1000 }),
      maxFeePerGas: fc.option(fee, { nil: undefined }),
    })
    fc.assert(
      fc.property(fee, fee, policy, (a, b, limits) => {
        const [tip, max] = a < b ? [a, b] : [b, a]
        const bumped = bumpFees({ maxFeePerGas: max, maxPriorityFeePerGas: tip }, limits)
        if (bumped === undefined) {
          expect(limits.maxFeePerGas).to.satisfy((limit: bigint) => limit * 10n < max * 11n + 10n)
          return
        }
        if ('gasPrice' in bumped) expect.fail('another kind of transaction')
        const { maxFeePerGas, maxPriorityFeePerGas } = bumped
        expect(maxFeePerGas > max && maxFeePerGas * 10n >= max * 11n).to.equal(true)
        expect(maxPriorityFeePerGas > tip && maxPriorityFeePerGas * 10n >= tip * 11n).to.equal(true)
        expect(maxPriorityFeePerGas <= maxFeePerGas).to.equal(true)
        expect(maxFeePerGas <= (limits.maxFeePerGas ?? maxFeePerGas)).to.equal(true)
      }),
    )
  })
})
