import assert from 'node:assert/strict'
import BigNumber from 'bignumber.js'
import BN from 'bn.js'
import { quantityToHex } from '../../../src/internal/rpc/quantity.js'

describe('quantityToHex', () => {
  const taken: readonly (readonly [unknown, string])[] = [
    [0, '0x0'],
    [255, '0xff'],
    ['255', '0xff'],
    ['0xff', '0xff'],
    ['1e3', '0x1e3'],
    [' 10 ', '0xa'],
    ['', '0x0'],
    ['-5', '-0x5'],
    [new BN('1000000000000000000'), '0xde0b6b3a7640000'],
    [new BigNumber('1e21'), '0x3635c9adc5dea00000'],
    [7n, '0x7'],
    [1e18, '0xde0b6b3a7640000'],
  ]
  for (const [value, hex] of taken) {
    it(`reads ${typeof value} ${String(value)} as ${hex}`, () => {
      assert.equal(quantityToHex(value), hex)
    })
  }

  it('refuses the rest with the words of web3', () => {
    for (const value of ['none', 'ff', '0xfg', 'Infinity', Number.NaN, {}]) {
      const message = `Given input "${String(value)}" is not a number.`
      assert.throws(() => quantityToHex(value), { message })
    }
    for (const value of ['1.5', 1.5, 1e21, new BigNumber('1.5'), [], true, null]) {
      assert.throws(() => quantityToHex(value), /invalid number value\. Value must be an integer/)
    }
  })
})
