import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { TypedDataEncoder } from 'ethers'
import * as fc from 'fast-check'
import { type Crypto, loadCrypto } from '../../../../src/internal/crypto.js'
import { ParamMismatch } from '../../../../src/internal/rpc/params/param-type.js'
import type { TypedField } from '../../../../src/internal/rpc/params/typed-data.js'
import { hashTypedData } from '../../../../src/internal/rpc/typed-data/hash-typed-data.js'

/** A type with a value of it. */
interface Sample {
  readonly type: string
  readonly value: unknown
}

const hex = (size: number) =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => bytesToHex(bytes))

const atom: fc.Arbitrary<Sample> = fc.oneof(
  hex(20).map((value) => ({ type: 'address', value })),
  fc.boolean().map((value) => ({ type: 'bool', value })),
  fc.string({ unit: 'grapheme' }).map((value) => ({ type: 'string', value })),
  fc.uint8Array({ maxLength: 70 }).map((bytes) => ({ type: 'bytes', value: bytesToHex(bytes) })),
  fc
    .integer({ min: 1, max: 32 })
    .chain((size) => hex(size).map((value) => ({ type: `bytes${size}`, value }))),
  fc
    .integer({ min: 1, max: 32 })
    .chain((bytes) =>
      fc
        .bigInt({ min: 0n, max: (1n << BigInt(bytes * 8)) - 1n })
        .map((value) => ({ type: `uint${bytes * 8}`, value: value.toString() })),
    ),
  fc.integer({ min: 1, max: 32 }).chain((bytes) => {
    const half = 1n << BigInt(bytes * 8 - 1)
    return fc
      .bigInt({ min: -half, max: half - 1n })
      .map((value) => ({ type: `int${bytes * 8}`, value: value.toString() }))
  }),
)

const sample: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 3, arbitrary: atom },
  {
    weight: 1,
    arbitrary: fc.tuple(atom, fc.integer({ min: 0, max: 3 }), fc.boolean()).map(
      ([{ type, value }, length, isFixed]): Sample => ({
        type: isFixed && length > 0 ? `${type}[${length}][]` : `${type}[][1]`,
        value: [new Array(length).fill(value)],
      }),
    ),
  },
)

function structOf(samples: readonly Sample[]): { fields: TypedField[]; value: object } {
  const named = samples.map(({ type, value }, index) => ({ name: `f${index}`, type, value }))
  return {
    fields: named.map(({ name, type }) => ({ name, type })),
    value: Object.fromEntries(named.map(({ name, value }) => [name, value])),
  }
}

const samples = fc.array(sample, { minLength: 1, maxLength: 5 })

describe('hashTypedData', () => {
  let crypto: Crypto

  before(async () => {
    crypto = await loadCrypto()
  })

  it('gives the digests of ethers for any document', () => {
    fc.assert(
      fc.property(samples, samples, samples, (root, middle, leaf) => {
        const [outer, inner, least] = [structOf(root), structOf(middle), structOf(leaf)]
        const types = {
          Outer: [...outer.fields, { name: 'z', type: 'Zinner' }, { name: 'a', type: 'Aleast[]' }],
          Zinner: [...inner.fields, { name: 'a', type: 'Aleast' }],
          Aleast: least.fields,
        }
        const zinner = { ...inner.value, a: least.value }
        const message = { ...outer.value, z: zinner, a: [least.value, least.value] }
        const domain = { name: 'Ether Mail', chainId: 1, verifyingContract: `0x${'cc'.repeat(20)}` }
        const expected = TypedDataEncoder.hash(domain, types, message)
        const document = { types, domain, message, primaryType: 'Outer' }
        expect(bytesToHex(hashTypedData(document, crypto))).to.equal(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('goes by the type of the domain when there is one', () => {
    const domain = { version: '1', unlisted: 2 }
    const types = { EIP712Domain: [{ name: 'version', type: 'string' }], A: [] }
    const own = hashTypedData({ types, domain, primaryType: 'A', message: {} }, crypto)
    const expected = TypedDataEncoder.hash({ version: '1' }, { A: [] }, {})
    expect(bytesToHex(own)).to.equal(expected)
  })

  it('says where a document does not fit its types', () => {
    const types = { A: [{ name: 'b', type: 'B[2]' }], B: [{ name: 'c', type: 'uint8' }] }
    const path = (message: Record<string, unknown>, primaryType = 'A'): string => {
      try {
        hashTypedData({ types, domain: {}, primaryType, message }, crypto)
      } catch (error) {
        if (error instanceof ParamMismatch) return error.path
        throw error
      }
      return 'none'
    }
    expect(path({ b: [{ c: 1 }, { c: 255 }] })).to.equal('none')
    expect(path({ b: [{ c: 1 }, { c: 256 }] })).to.equal('.message.b[1].c')
    expect(path({ b: [{ c: 1 }] })).to.equal('.message.b')
    expect(path({})).to.equal('.message.b')
    expect(path({}, 'C')).to.equal('.message')
  })

  it('takes the atomic types that there are, by their one name', () => {
    const fits = (type: string, value: unknown): boolean => {
      const types = { A: [{ name: 'a', type }] }
      try {
        hashTypedData({ types, domain: {}, primaryType: 'A', message: { a: value } }, crypto)
        return true
      } catch (error) {
        if (error instanceof ParamMismatch) return false
        throw error
      }
    }
    for (const type of ['uint', 'int', 'uint8', 'int256', 'uint24']) {
      expect(fits(type, 1), type).to.equal(true)
    }
    for (const type of ['uint0', 'uint08', 'uint7', 'uint264', 'int2560', 'uints']) {
      expect(fits(type, 1), type).to.equal(false)
    }
    expect(fits('bytes1', '0x01')).to.equal(true)
    expect(fits('bytes32', `0x${'01'.repeat(32)}`)).to.equal(true)
    expect(fits('bytes01', '0x01')).to.equal(false)
    expect(fits('bytes33', `0x${'01'.repeat(33)}`)).to.equal(false)
  })
})
