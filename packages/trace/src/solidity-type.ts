/** A type of Solidity. `name` is how sources write it, e.g. `uint256` or `Token.Phase`. */
export type SolidityType =
  | {
      readonly kind: 'integer'
      readonly name: string
      readonly bits: number
      readonly isSigned: boolean
    }
  | { readonly kind: 'bool'; readonly name: string }
  | { readonly kind: 'address'; readonly name: string }
  | { readonly kind: 'fixed-bytes'; readonly name: string; readonly sizeBytes: number }
  | { readonly kind: 'bytes'; readonly name: string }
  | { readonly kind: 'string'; readonly name: string }
  | EnumType
  | { readonly kind: 'contract'; readonly name: string }
  | UserDefinedType
  | StructType
  | ArrayType
  | MappingType
  | FunctionType
  /** What this does not know. */
  | { readonly kind: 'unknown'; readonly name: string }

/** An enum, its members in order. */
export interface EnumType {
  readonly kind: 'enum'
  readonly name: string
  readonly members: readonly string[]
}

/** `type Price is uint128`. */
export interface UserDefinedType {
  readonly kind: 'user-defined'
  readonly name: string
  readonly underlying: SolidityType
}

/** A struct. Its members may be read late: a struct may contain itself in an array or mapping. */
export interface StructType {
  readonly kind: 'struct'
  readonly name: string
  readonly members: readonly StructMember[]
}

/** A member of a struct. */
export interface StructMember {
  /** AST id of its declaration. */
  readonly id: number
  readonly name: string
  readonly type: SolidityType
}

/** An array; of those of fixed size `length` is that. */
export interface ArrayType {
  readonly kind: 'array'
  readonly name: string
  readonly base: SolidityType
  readonly length: bigint | undefined
}

/** A mapping. */
export interface MappingType {
  readonly kind: 'mapping'
  readonly name: string
  readonly key: SolidityType
  readonly value: SolidityType
}

/** A type of functions: of other contracts, or inside one. */
export interface FunctionType {
  readonly kind: 'function'
  readonly name: string
  readonly isExternal: boolean
}
