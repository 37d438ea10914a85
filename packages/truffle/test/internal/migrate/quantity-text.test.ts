import { strict as assert } from 'node:assert'
import {
  decimalAndHex,
  weiToEther,
  weiToGwei,
} from '../../../src/internal/migrate/quantity-text.js'

describe('weiToEther', () => {
  for (const [wei, text] of [
    [0n, '0'],
    [1n, '0.000000000000000001'],
    [4531740000000000n, '0.00453174'],
    [10n ** 18n, '1'],
    [2996652519751924144126n, '2996.652519751924144126'],
  ] as const) {
    it(`writes ${wei} as ${text}`, () => assert.equal(weiToEther(wei), text))
  }
})

describe('weiToGwei', () => {
  it('writes decimals', () => assert.equal(weiToGwei(3_375_000_000n), '3.375'))
})

describe('decimalAndHex', () => {
  it('takes bigints and strings', () => {
    assert.equal(decimalAndHex(30_000_000n), '30000000 (0x1c9c380)')
    assert.equal(decimalAndHex('0x10'), '16 (0x10)')
  })
})
