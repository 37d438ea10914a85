import type { Random } from './random.js'

/** A Solidity type that the generated contracts use. */
export type SolidityType =
  | { readonly kind: 'uint' | 'int'; readonly bits: number }
  | { readonly kind: 'address' | 'bool' | 'string' | 'bytes' }
  | { readonly kind: 'fixedBytes'; readonly size: number }
  | { readonly kind: 'enum' }
  | { readonly kind: 'array'; readonly item: SolidityType; readonly length: number | undefined }
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly SolidityType[] }

/** Structs that every generated contract declares. */
export const structs: readonly Extract<SolidityType, { kind: 'struct' }>[] = [
  {
    kind: 'struct',
    name: 'Point',
    fields: [
      { kind: 'uint', bits: 256 },
      { kind: 'int', bits: 64 },
    ],
  },
  {
    kind: 'struct',
    name: 'Person',
    fields: [
      { kind: 'string' },
      { kind: 'address' },
      { kind: 'bool' },
      { kind: 'array', item: { kind: 'uint', bits: 8 }, length: undefined },
    ],
  },
]

const numberBits = [8, 16, 32, 64, 96, 128, 160, 248, 256]

/**
 * Any type, arrays at most two deep. Not arrays of arrays of structs: web3 mistakes the length of one for that of the
 * other and refuses what is right, and the guide lists that they work now.
 */
export function randomType(random: Random, depth = 0): SolidityType {
  if (depth < 2 && random.chance(0.25)) {
    const length = random.chance(0.4) ? 1 + random.below(3) : undefined
    return { kind: 'array', item: randomType(random, depth + 1), length }
  }
  if (depth < 2 && random.chance(0.12)) return random.pick(structs)
  return randomElementaryType(random)
}

function randomElementaryType(random: Random): SolidityType {
  switch (random.below(9)) {
    case 0:
    case 1:
      return { kind: 'uint', bits: random.pick(numberBits) }
    case 2:
      return { kind: 'int', bits: random.pick(numberBits) }
    case 3:
      return { kind: 'address' }
    case 4:
      return { kind: 'bool' }
    case 5:
      return { kind: 'string' }
    case 6:
      return { kind: 'bytes' }
    case 7:
      return { kind: 'fixedBytes', size: random.pick([1, 4, 8, 20, 31, 32]) }
    default:
      return { kind: 'enum' }
  }
}

/** As it is written in Solidity. */
export function solidityName(type: SolidityType): string {
  switch (type.kind) {
    case 'uint':
    case 'int':
      return `${type.kind}${type.bits}`
    case 'fixedBytes':
      return `bytes${type.size}`
    case 'enum':
      return 'Color'
    case 'array':
      return `${solidityName(type.item)}[${type.length ?? ''}]`
    case 'struct':
      return type.name
    default:
      return type.kind
  }
}

/** Whether a parameter of the type needs `memory`. */
export function isReference({ kind }: SolidityType): boolean {
  return kind === 'array' || kind === 'struct' || kind === 'string' || kind === 'bytes'
}
