import assert from 'node:assert/strict'
import { hexToBytes } from '@scaffold-evm/common'
import type { AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder, ParamType, type Result } from 'ethers'
import fc from 'fast-check'
import type { AbiArgument, AbiValue } from '../../../src/abi-value.js'
import { decodeParameters } from '../../../src/internal/abi/decode.js'

interface Sample {
  readonly parameter: AbiParameter
  readonly value: fc.Arbitrary<unknown>
}

const hex = (sizeBytes: number): fc.Arbitrary<string> =>
  fc
    .uint8Array({ minLength: sizeBytes, maxLength: sizeBytes })
    .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)

function word(type: string, value: fc.Arbitrary<unknown>): Sample {
  return { parameter: { name: 'x', type }, value }
}

const leaf: fc.Arbitrary<Sample> = fc.constantFrom(
  word('uint256', fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })),
  word('uint8', fc.bigInt({ min: 0n, max: 255n })),
  word('int256', fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n })),
  word('int16', fc.bigInt({ min: -32768n, max: 32767n })),
  word('bool', fc.boolean()),
  word('address', hex(20)),
  word('bytes4', hex(4)),
  word('bytes32', hex(32)),
  word('bytes', fc.integer({ min: 0, max: 70 }).chain(hex)),
  word('string', fc.string({ maxLength: 40 })),
)

const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.tuple(tie('sample'), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(arrayOf),
    fc.array(tie('sample'), { minLength: 1, maxLength: 3 }).map(
      (members): Sample => ({
        parameter: {
          name: 'x',
          type: 'tuple',
          components: members.map(({ parameter }, at) => ({ ...parameter, name: `m${at}` })),
        },
        value: fc.tuple(...members.map(({ value }) => value)),
      }),
    ),
  ),
}))

function arrayOf([{ parameter, value }, length, isFixed]: [Sample, number, boolean]): Sample {
  const type = `${parameter.type}[${isFixed ? length : ''}]`
  const minLength = isFixed ? length : 0
  return {
    parameter: { ...parameter, type },
    value: fc.array(value, { minLength, maxLength: length }),
  }
}

function plain(value: AbiValue): unknown {
  return Array.isArray(value) ? value.map((item: AbiArgument) => plain(item.value)) : value
}

function ofEthers(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].map(ofEthers)
  return typeof value === 'string' && /^0x[\dA-Fa-f]{40}$/.test(value) ? value.toLowerCase() : value
}

describe('decodeParameters', () => {
  it('reads what ethers encodes as ethers reads it', () => {
    const coder = AbiCoder.defaultAbiCoder()
    const encoded = fc
      .array(sample, { maxLength: 4 })
      .chain((samples) =>
        fc.tuple(fc.constant(samples), fc.tuple(...samples.map(({ value }) => value))),
      )
    const property = fc.property(encoded, ([samples, values]) => {
      const parameters = samples.map(({ parameter }) => parameter)
      const types = parameters.map((parameter) => ParamType.from(parameter))
      const data = coder.encode(types, values)
      const result: Result = coder.decode(types, data)
      const own = decodeParameters(parameters, hexToBytes(data))
      assert.deepEqual(
        own?.map(({ value }) => plain(value)),
        result.toArray().map(ofEthers),
      )
    })
    fc.assert(property, { numRuns: 300, seed: 5 })
  })

  it('gives nothing, or something, for data that is none, and never throws', () => {
    const property = fc.property(
      fc.array(sample, { maxLength: 3 }),
      fc.uint8Array({ maxLength: 300 }),
      (samples, data) => {
        decodeParameters(
          samples.map(({ parameter }) => parameter),
          data,
        )
      },
    )
    fc.assert(property, { numRuns: 300, seed: 5 })
  })

  it('does not believe lengths that are longer than the data', () => {
    const huge = `0x${'20'.padStart(64, '0')}${'ff'.repeat(32)}`
    for (const type of ['bytes', 'string', 'uint256[]', 'tuple[]', 'uint256[4000000000]']) {
      assert.equal(
        decodeParameters([{ name: '', type, components: [] }], hexToBytes(huge)),
        undefined,
      )
    }
  })
})
