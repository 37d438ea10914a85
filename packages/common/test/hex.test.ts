import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  bigintToBytes,
  bytesToBigint,
  bytesToHex,
  hexToBytes,
  isHex,
  isScaffoldError,
  quantityToHex,
} from '../src/index.js'

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return isScaffoldError(error) ? error.code : 'not ours'
  }
}

describe('hexToBytes and bytesToHex', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hexToBytes(bytesToHex(bytes))).to.deep.equal(bytes)
      }),
    )
  })

  it('read upper case', () => {
    expect(hexToBytes('0xFFee')).to.deep.equal(Uint8Array.of(255, 238))
  })

  it('reject what is not even hexadecimal', () => {
    for (const bad of ['', '0', '0x0', 'ff', '0xzz', '0X00', ' 0x00']) {
      expect(
        codeOf(() => hexToBytes(bad)),
        bad,
      ).to.equal('HEX_INVALID')
    }
  })

  it('read a view without its neighbours', () => {
    expect(bytesToHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).to.equal('0x0203')
  })
})

describe('isHex', () => {
  it('takes odd lengths and nothing but strings', () => {
    expect(isHex('0x')).to.equal(true)
    expect(isHex('0xabc')).to.equal(true)
    expect(isHex(12)).to.equal(false)
    expect(isHex('0x\n')).to.equal(false)
  })
})

describe('bigintToBytes and bytesToBigint', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (value) => {
        expect(bytesToBigint(bigintToBytes(value))).to.equal(value)
        expect(bytesToBigint(bigintToBytes(value, 32))).to.equal(value)
        expect(bigintToBytes(value, 32)).to.have.lengthOf(32)
      }),
    )
  })

  it('write zero as nothing, or padded', () => {
    expect(bigintToBytes(0n)).to.deep.equal(new Uint8Array(0))
    expect(bigintToBytes(0n, 2)).to.deep.equal(Uint8Array.of(0, 0))
  })

  it('reject what does not fit', () => {
    expect(codeOf(() => bigintToBytes(256n, 1))).to.equal('HEX_INVALID')
    expect(codeOf(() => bigintToBytes(-1n))).to.equal('HEX_INVALID')
  })
})

describe('quantityToHex', () => {
  it('has no leading zeros', () => {
    expect(quantityToHex(0)).to.equal('0x0')
    expect(quantityToHex(255n)).to.equal('0xff')
  })
})
