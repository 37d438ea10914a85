import type { DescribedValue } from './described-value.js'
import type { Random } from './random.js'
import type { SolidityType } from './solidity-type.js'

/** A value of a type in one of the forms that users write, and now and then something that is none. */
export function randomValue(random: Random, type: SolidityType): DescribedValue {
  if (random.chance(0.04)) return randomNonsense(random)
  switch (type.kind) {
    case 'uint':
      return randomForm(
        random,
        random.bits(random.chance(0.05) ? type.bits + 1 : randomBits(random, type.bits)),
      )
    case 'int':
      return randomSignedForm(random, type.bits)
    case 'enum':
      return random.pick([0, '1', { $bn: '2' }, 3])
    case 'bool':
      return random.pick<DescribedValue>([true, false, 1, 0, 'yes', ''])
    case 'string':
      return random.pick([
        '',
        'hello',
        'größe ✓',
        'a text that is longer than thirty-two bytes, twice',
      ])
    case 'address':
      return randomAddress(random)
    case 'bytes':
      return randomBytes(random, random.below(40))
    case 'fixedBytes':
      return randomBytes(random, random.chance(0.7) ? type.size : random.below(type.size + 2))
    case 'array': {
      const length = random.chance(0.05) ? 4 : (type.length ?? random.below(4))
      return Array.from({ length }, () => randomValue(random, type.item))
    }
    case 'struct':
      return randomStruct(random, type)
  }
}

function randomBits(random: Random, bits: number): number {
  return random.chance(0.4) ? Math.min(bits, 6) : bits
}

function randomSigned(random: Random, bits: number): bigint {
  const magnitude = random.bits(randomBits(random, bits) - 1)
  return random.chance(0.5) ? -magnitude : magnitude
}

/** Not as text below zero, which web3 1.10.0 fills with zeros before the sign: the guide lists that it works now. */
function randomSignedForm(random: Random, bits: number): DescribedValue {
  const value = randomSigned(random, bits)
  if (value >= 0n) return randomForm(random, value)
  return random.chance(0.5) ? { $bn: String(value) } : { $bigNumber: String(value) }
}

function randomForm(random: Random, value: bigint): DescribedValue {
  const digits = String(value)
  const isSmall = value > -(2n ** 53n) && value < 2n ** 53n
  switch (random.below(isSmall ? 6 : 4)) {
    case 0:
      return digits
    case 1:
      return { $bn: digits }
    case 2:
      return { $bigNumber: digits }
    case 3:
      return value < 0n ? digits : `0x${value.toString(16)}`
    default:
      return Number(value)
  }
}

function randomAddress(random: Random): DescribedValue {
  if (random.chance(0.8)) return { $address: `account${random.below(5)}` }
  return random.pick([
    '0x0000000000000000000000000000000000000000',
    '0x5AAEB6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    '0x0',
  ])
}

function randomBytes(random: Random, size: number): DescribedValue {
  const hex = random
    .bits(8 * size)
    .toString(16)
    .padStart(2 * size, '0')
    .slice(0, 2 * size)
  switch (random.below(8)) {
    case 0:
      return { $buffer: hex }
    case 1:
      return `0x${hex}0`
    case 2:
      return random.pick(['0x', '0x0', hex])
    default:
      return `0x${hex}`
  }
}

function randomStruct(
  random: Random,
  { fields }: Extract<SolidityType, { kind: 'struct' }>,
): DescribedValue {
  const values = fields.map((field) => randomValue(random, field))
  if (random.chance(0.6)) return values
  return Object.fromEntries(values.map((value, index) => [`f${index}`, withoutLibraries(value)]))
}

/** Truffle refuses numbers of libraries in structs that are given as objects: the guide lists that they work now. */
function withoutLibraries(value: DescribedValue): DescribedValue {
  if (Array.isArray(value)) return value.map(withoutLibraries)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [key, content] = entries[0] ?? ['', null]
  if (key === '$bn' || key === '$bigNumber') return String(content)
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutLibraries(item)]))
}

function randomNonsense(random: Random): DescribedValue {
  return random.pick<DescribedValue>([
    null,
    { $undefined: true },
    'notanumber',
    1.5,
    1e21,
    {},
    [],
    true,
    { $bigNumber: '1.5' },
    { $bn: '-1' },
  ])
}
