import assert from 'node:assert/strict'
import BN from 'bn.js'
import { AbiCoder } from 'ethers'
import { decodeLogArguments } from '../../../src/internal/abi/decode-log.js'
import { decodeOutputs, decodeValues } from '../../../src/internal/abi/decoded-values.js'
import { encodeArguments } from '../../../src/internal/abi/encode-arguments.js'
import { formatNumbers } from '../../../src/internal/abi/number-format.js'
import { signatureOf } from '../../../src/internal/abi/signatures.js'
import { createRandom } from '../../differential/random.js'

const coder = AbiCoder.defaultAbiCoder()

function parameter(type: string, name = '') {
  return { name, type }
}

describe('encodeArguments', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['uint256', '0x10', 16n],
    ['int8', '-5', -5n],
    ['uint8', new BN(7), 7n],
    ['bytes32', '0x0', `0x${'00'.repeat(32)}`],
    ['bytes4', '0x12', '0x12000000'],
    ['bytes', '0x123', '0x0123'],
    ['bytes', Buffer.from('ab', 'hex'), '0xab'],
    ['bool', 'yes', true],
    ['bool', '', false],
    ['string', 5, ''],
    [
      'address',
      '5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
      '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    ],
    ['uint8[]', ['1', new BN(2), 3], [1n, 2n, 3n]],
    ['uint256[2][]', [[1, 2]], [[1n, 2n]]],
  ]
  for (const [type, value, canonical] of cases) {
    it(`takes ${JSON.stringify(value)} for ${type}`, () => {
      assert.equal(encodeArguments([parameter(type)], [value]), coder.encode([type], [canonical]))
    })
  }

  it('takes a function as 24 bytes, and structs as arrays or objects', () => {
    const hex = `0x${'ab'.repeat(24)}`
    assert.equal(encodeArguments([parameter('function')], [hex]), coder.encode(['bytes24'], [hex]))
    const tuple = {
      name: 'p',
      type: 'tuple',
      components: [parameter('uint256', 'a'), parameter('string', 'b')],
    }
    const encoded = coder.encode(['tuple(uint256,string)'], [[1n, 'x']])
    assert.equal(encodeArguments([tuple], [['1', 'x']]), encoded)
    assert.equal(encodeArguments([tuple], [{ b: 'x', a: new BN(1) }]), encoded)
    assert.throws(() => encodeArguments([tuple], [[1]]), /types\/value length mismatch/)
    assert.throws(() => encodeArguments([tuple], [5]), /invalid tuple value/)
  })

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    [
      'uint8',
      256,
      /^Error: value out-of-bounds \(argument="x", value=256, code=INVALID_ARGUMENT, version=abi\/5\.7\.0\)$/,
    ],
    ['uint8', -1, /value out-of-bounds/],
    [
      'address',
      '0x0',
      /^Error: invalid address \(argument="address", value="0x0", code=INVALID_ARGUMENT, version=address\/5\.7\.0\) \(argument="x", value="0x0"/,
    ],
    ['address', '0x5AAEB6053F3E94C9b9A09f33669435E7Ef1BeAed', /bad address checksum/],
    ['bytes32', 'text', /invalid arrayify value/],
    ['bytes4', '0x1234567890', /incorrect data length/],
    [
      'uint8[2]',
      [1],
      /missing argument: coder array x \(count=1, expectedCount=2, code=MISSING_ARGUMENT/,
    ],
    ['uint8[2]', [1, 2, 3], /too many arguments: coder array x/],
    ['uint8[]', 'text', /param\.map is not a function/],
    ['string', undefined, /Cannot read properties of undefined \(reading 'length'\)/],
    [
      'uint256',
      Number.MAX_SAFE_INTEGER,
      /^Error: overflow \[ See: https:\/\/links\.ethers\.org\/v5-errors-NUMERIC_FAULT-overflow \]/,
    ],
  ]
  for (const [type, value, message] of refused) {
    it(`refuses ${JSON.stringify(value)} for ${type}`, () => {
      assert.throws(() => encodeArguments([parameter(type, 'x')], [value]), message)
    })
  }

  it('says of random integers what ethers says', () => {
    const random = createRandom(7)
    for (let round = 0; round < 200; round += 1) {
      const bits = 8 * (1 + random.below(32))
      const value = random.bits(bits)
      const type = `uint${bits}`
      const data = encodeArguments([parameter(type)], [String(value)])
      assert.equal(data, coder.encode([type], [value]))
      assert.deepEqual(decodeValues([parameter(type)], data), [String(value)])
    }
  })
})

describe('decodeOutputs', () => {
  it('gives one value bare and several by index and name', () => {
    const one = coder.encode(['uint256'], [5n])
    assert.equal(decodeOutputs([parameter('uint256')], one), '5')
    const two = coder.encode(['uint256', 'bytes'], [5n, '0x'])
    const result = decodeOutputs([parameter('uint256', 'a'), parameter('bytes')], two)
    assert.deepEqual({ ...(result as object) }, { 0: '5', 1: null, a: '5' })
    assert.equal(result?.constructor.name, 'Result')
  })

  it('says so when there is nothing', () => {
    assert.throws(
      () => decodeOutputs([parameter('uint256')], '0x'),
      /^Error: Returned values aren't valid/,
    )
    assert.deepEqual({ ...(decodeOutputs([], '0x') as object) }, {})
  })
})

describe('decodeLogArguments', () => {
  it('gives the hash of what is indexed and has no fixed size', () => {
    const inputs = [
      { ...parameter('string', 'text'), indexed: true },
      { ...parameter('uint8', 'number'), indexed: true },
      parameter('bool', 'flag'),
    ]
    const topics = [`0x${'ab'.repeat(32)}`, coder.encode(['uint8'], [7])]
    const result = decodeLogArguments(inputs, coder.encode(['bool'], [true]), topics)
    assert.equal(result['text'], topics[0])
    assert.equal(result['number'], '7')
    assert.equal(result['flag'], true)
    assert.equal(result.__length__, 3)
  })

  it('fails for an indexed array of numbers, as web3 does', () => {
    const inputs = [{ ...parameter('uint256[]'), indexed: true }]
    assert.throws(() => decodeLogArguments(inputs, '0x', [`0x${'ab'.repeat(32)}`]))
  })
})

describe('formatNumbers', () => {
  it('makes of integers what was asked for, and leaves structs alone', () => {
    const list = [parameter('uint256[]')]
    assert.deepEqual(formatNumbers(['1', '2'], list, 'BigInt'), [1n, 2n])
    assert.equal(formatNumbers('1', [parameter('uint8')], 'String'), '1')
    assert.equal(String(formatNumbers('1', [parameter('int8')], 'BigNumber')), '1')
    assert.deepEqual(formatNumbers(['1'], [parameter('tuple')], 'BN'), ['1'])
  })

  it('makes numbers that equal those of web3.utils.toBN in every field', () => {
    const made = formatNumbers('5', [parameter('uint8')], 'BN') as BN & { words: number[] }
    assert.ok(BN.isBN(made))
    assert.equal(made.words.length, 2)
  })
})

describe('signatureOf', () => {
  it('takes tuples apart', () => {
    const inputs = [
      { name: 'a', type: 'tuple[2][]', components: [parameter('uint8'), parameter('bool[]')] },
      parameter('address'),
    ]
    assert.equal(
      signatureOf({ type: 'function', name: 'f', inputs }),
      'f((uint8,bool[])[2][],address)',
    )
  })
})
