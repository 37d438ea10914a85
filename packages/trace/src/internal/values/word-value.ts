import { bytesToHex } from '@scaffold-evm/common'
import type { SolidityType } from '../../solidity-type.js'
import type { UnavailableReason, UnavailableValue, Value } from '../../value.js'
import { packedSize } from '../storage/storage-size.js'
import { checksummed } from './checksum.js'
import { lowBits, toBytes } from './words.js'

/** What the words of a program are named with. */
export interface Names {
  readonly keccak256: (data: Uint8Array) => Uint8Array
  /** The signature of a function by its selector, 8 digits. */
  signatureOf(selector: string): string | undefined
  /** The function that a variable of an internal function type stands for. */
  functionAt(value: bigint): string | undefined
}

/** Whether a word is all of a value. */
export function isValueType(type: SolidityType): boolean {
  switch (type.kind) {
    case 'struct':
    case 'array':
    case 'mapping':
    case 'bytes':
    case 'string':
    case 'unknown':
      return false
    default:
      return true
  }
}

/** No value of that type. */
export function unavailable(type: SolidityType, reason: UnavailableReason): UnavailableValue {
  return { kind: 'unavailable', type, reason }
}

/** The value of a whole word, as the stack, memory and calldata have it: bytes and external functions are on its left. */
export function valueOfWord(type: SolidityType, word: bigint, names: Names): Value {
  return valueOfPacked(type, packedOfWord(type, word), names)
}

function packedOfWord(type: SolidityType, word: bigint): bigint {
  if (type.kind === 'user-defined') return packedOfWord(type.underlying, word)
  const isOnLeft = type.kind === 'fixed-bytes' || (type.kind === 'function' && type.isExternal)
  return isOnLeft ? word >> BigInt(256 - packedSize(type) * 8) : word
}

/** The value of what storage has of it, at the right end of `word`. */
export function valueOfPacked(type: SolidityType, word: bigint, names: Names): Value {
  const bits = packedSize(type) * 8
  const raw = lowBits(word, bits)
  switch (type.kind) {
    case 'integer':
      return { kind: 'integer', type, value: type.isSigned ? BigInt.asIntN(bits, raw) : raw }
    case 'bool':
      return { kind: 'bool', type, value: raw !== 0n }
    case 'address':
    case 'contract':
      return { kind: 'address', type, address: checksummed(toBytes(raw, 20), names.keccak256) }
    case 'fixed-bytes':
      return {
        kind: 'bytes',
        type,
        bytes: toBytes(raw, type.sizeBytes),
        length: BigInt(type.sizeBytes),
      }
    case 'enum':
      return { kind: 'enum', type, value: raw, member: type.members[Number(raw)] }
    case 'user-defined':
      return { kind: 'user-defined', type, value: valueOfPacked(type.underlying, word, names) }
    case 'function':
      return type.isExternal
        ? externalFunction(type, raw, names)
        : { kind: 'internal-function', type, value: raw, target: names.functionAt(raw) }
    default:
      return unavailable(type, 'unknown')
  }
}

function externalFunction(
  type: SolidityType & { readonly kind: 'function' },
  raw: bigint,
  names: Names,
): Value {
  const bytes = toBytes(raw, 24)
  const selector = bytesToHex(bytes.subarray(20))
  return {
    kind: 'external-function',
    type,
    address: checksummed(bytes.subarray(0, 20), names.keccak256),
    selector,
    signature: names.signatureOf(selector.slice(2)),
  }
}
