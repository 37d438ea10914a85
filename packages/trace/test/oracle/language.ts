import type { Choices } from './choices.js'

/** What a version of Solidity has. */
export interface Language {
  readonly version: string
  readonly minor: number
  readonly hasOwnTypes: boolean
}

export function languageOf(version: string): Language {
  const [, minor = 0, patch = 0] = version.split('.').map(Number)
  return { version, minor, hasOwnTypes: minor > 8 || (minor === 8 && patch >= 8) }
}

/** A type that variables of generated programs have. */
export interface ProgramType {
  /** As a variable declares it, location included. */
  readonly declared: string
  /** As ethers decodes what is logged of it; undefined for what cannot be logged. */
  readonly abi: string | undefined
  readonly slots: number
  /** An expression of that type. */
  readonly make: (choices: Choices) => string
}

const structAbi = 'tuple(uint64,bytes4,string,uint16[])'

function integer(name: string, bits: number, isSigned: boolean): ProgramType {
  return {
    declared: name,
    abi: name,
    slots: 1,
    make: (choices) => {
      const most = 2n ** BigInt(isSigned ? bits - 1 : bits)
      const digits = Array.from({ length: 9 }, () => choices.below(2 ** 30))
      const number = digits.reduce((sum, digit) => sum * 2n ** 30n + BigInt(digit), 0n) % most
      return isSigned && choices.chance(50) ? `${name}(-${number})` : `${name}(${number})`
    },
  }
}

function fixedBytes(size: number): ProgramType {
  const name = `bytes${size}`
  return {
    declared: name,
    abi: name,
    slots: 1,
    make: (choices) => {
      const digits = Array.from({ length: size * 2 }, () => choices.below(16).toString(16))
      return `${name}(hex"${digits.join('')}")`
    },
  }
}

function text(choices: Choices): string {
  const length = choices.oneOf([0, 3, 31, 32, 33, 70])
  return Array.from({ length }, () => String.fromCharCode(97 + choices.below(26))).join('')
}

const one = { slots: 1 }

export const valueTypes: readonly ProgramType[] = [
  ...[8, 32, 128, 256].map((bits) => integer(`uint${bits}`, bits, false)),
  ...[8, 64, 256].map((bits) => integer(`int${bits}`, bits, true)),
  { ...one, declared: 'bool', abi: 'bool', make: (choices) => String(choices.chance(50)) },
  {
    ...one,
    declared: 'address',
    abi: 'address',
    make: (choices) => `address(uint160(${choices.below(2 ** 30)}))`,
  },
  ...[1, 4, 32].map(fixedBytes),
  { ...one, declared: 'E', abi: 'uint8', make: (choices) => choices.oneOf(['E.A', 'E.B', 'E.C']) },
  {
    ...one,
    declared: 'Other',
    abi: 'address',
    make: (choices) => `Other(address(uint160(${choices.below(2 ** 30)})))`,
  },
  {
    declared: 'function (uint256) external returns (uint256)',
    abi: 'bytes24',
    slots: 2,
    make: () => 'this.ext',
  },
]

/** A type of the program's own, from 0.8.8 on. */
export const ownType: ProgramType = {
  ...one,
  declared: 'Price',
  abi: 'uint128',
  make: (choices) => `Price.wrap(${choices.below(2 ** 30)})`,
}

export const memoryTypes: readonly ProgramType[] = [
  { ...one, declared: 'string memory', abi: 'string', make: (choices) => `"${text(choices)}"` },
  {
    ...one,
    declared: 'bytes memory',
    abi: 'bytes',
    make: (choices) => `bytes("${text(choices)}")`,
  },
  {
    ...one,
    declared: 'uint16[] memory',
    abi: 'uint16[]',
    make: (choices) => `numbers(${choices.below(5)}, ${choices.below(60000)})`,
  },
  {
    ...one,
    declared: 'uint256[3] memory',
    abi: 'uint256[3]',
    make: (choices) =>
      `[uint256(${choices.below(9)}), ${choices.below(99)}, ${choices.below(999)}]`,
  },
  {
    ...one,
    declared: 'S memory',
    abi: structAbi,
    make: (choices) => `made(${choices.below(2 ** 30)}, "${text(choices)}")`,
  },
  {
    ...one,
    declared: 'S[] memory',
    abi: `${structAbi}[]`,
    make: (choices) => `several(${choices.below(3)}, "${text(choices)}")`,
  },
]

export const pointerTypes: readonly ProgramType[] = [
  { ...one, declared: 'S storage', abi: structAbi, make: () => 'stored' },
  { ...one, declared: 'uint16[] storage', abi: 'uint16[]', make: () => 'stored.d' },
  { ...one, declared: 'string storage', abi: 'string', make: () => 'stored.c' },
  {
    ...one,
    declared: 'mapping(uint256 => uint256) storage',
    abi: undefined,
    make: () => 'counts',
  },
  {
    ...one,
    declared: 'function (uint256) internal pure returns (uint256)',
    abi: undefined,
    make: (choices) => choices.oneOf(['twice', 'half']),
  },
]

/** What external functions take without copying it: for most of it two items of the stack. */
export const calldataTypes: readonly ProgramType[] = [
  {
    slots: 2,
    declared: 'bytes calldata',
    abi: 'bytes',
    make: (choices) => `bytes("${text(choices)}")`,
  },
  { slots: 2, declared: 'string calldata', abi: 'string', make: (choices) => `"${text(choices)}"` },
  {
    slots: 2,
    declared: 'uint16[] calldata',
    abi: 'uint16[]',
    make: (choices) => `numbers(${choices.below(5)}, ${choices.below(60000)})`,
  },
  {
    slots: 1,
    declared: 'uint256[3] calldata',
    abi: 'uint256[3]',
    make: (choices) => `[uint256(${choices.below(9)}), ${choices.below(99)}, 7]`,
  },
]

/** Types of calldata that solc can log from 0.6 on. */
export const calldataStructs: readonly ProgramType[] = [
  {
    slots: 1,
    declared: 'S calldata',
    abi: structAbi,
    make: (choices) => `made(${choices.below(2 ** 30)}, "${text(choices)}")`,
  },
  {
    slots: 2,
    declared: 'S[] calldata',
    abi: `${structAbi}[]`,
    make: (choices) => `several(${choices.below(3)}, "${text(choices)}")`,
  },
]
