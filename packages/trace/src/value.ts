import type { Hex } from '@scaffold-evm/common'
import type {
  ArrayType,
  EnumType,
  FunctionType,
  MappingType,
  SolidityType,
  StructType,
  UserDefinedType,
} from './solidity-type.js'

/** A value of Solidity, nothing of it lost, or why there is none. */
export type Value =
  | { readonly kind: 'integer'; readonly type: SolidityType; readonly value: bigint }
  | { readonly kind: 'bool'; readonly type: SolidityType; readonly value: boolean }
  | AddressValue
  /** `bytes1` to `bytes32` and `bytes`, as far as they were read. */
  | {
      readonly kind: 'bytes'
      readonly type: SolidityType
      readonly bytes: Uint8Array
      readonly length: bigint
    }
  /** As far as it was read; its bytes, since they need not be UTF-8. */
  | {
      readonly kind: 'string'
      readonly type: SolidityType
      readonly bytes: Uint8Array
      readonly length: bigint
    }
  /** `member` is undefined for a number that the enum does not have. */
  | {
      readonly kind: 'enum'
      readonly type: EnumType
      readonly value: bigint
      readonly member: string | undefined
    }
  | { readonly kind: 'user-defined'; readonly type: UserDefinedType; readonly value: Value }
  | { readonly kind: 'struct'; readonly type: StructType; readonly members: readonly ValueMember[] }
  /** Its first items, as many as were asked for. */
  | {
      readonly kind: 'array'
      readonly type: ArrayType
      readonly length: bigint
      readonly items: readonly Value[]
    }
  /** The entries whose keys were hashed while it was recorded; a mapping does not know its own. */
  | {
      readonly kind: 'mapping'
      readonly type: MappingType
      readonly entries: readonly MappingEntry[]
    }
  | {
      readonly kind: 'external-function'
      readonly type: FunctionType
      readonly address: Hex
      readonly selector: Hex
      /** Undefined when no function of the project has that selector. */
      readonly signature: string | undefined
    }
  /** `target` is undefined when nothing was assigned, or nothing is known of that place. */
  | {
      readonly kind: 'internal-function'
      readonly type: FunctionType
      readonly value: bigint
      readonly target: string | undefined
    }
  | UnavailableValue

/** An address, or a contract. */
export interface AddressValue {
  readonly kind: 'address'
  readonly type: SolidityType
  /** With checksum (EIP-55). */
  readonly address: Hex
}

/** A member of a struct and its value. */
export interface ValueMember {
  readonly name: string
  readonly value: Value
}

/** An entry of a mapping. */
export interface MappingEntry {
  readonly key: Value
  readonly value: Value
}

/** Why a value cannot be shown. */
export type UnavailableReason =
  /** The code was optimized, or compiled via IR: nobody knows where it is. */
  | 'optimized out'
  /** Its place is not there yet, or not any more. */
  | 'not initialised'
  /** It was so long ago that it is not recorded. */
  | 'not recorded'
  /** What is there is no value of its type, e.g. a length beyond all memory. */
  | 'malformed'
  /** The compiler said too little of its type or place. */
  | 'unknown'

/** No value. */
export interface UnavailableValue {
  readonly kind: 'unavailable'
  readonly type: SolidityType
  readonly reason: UnavailableReason
}
