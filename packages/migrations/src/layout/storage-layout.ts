/**
 * Where a contract keeps its state, by source names, in a form that is JSON as it is: the record of
 * what is deployed keeps it, and Git shows what changed.
 */
export interface StorageLayout {
  readonly format: typeof storageLayoutFormat
  /** Source name and contract name, e.g. `contracts/Token.sol:Token`. */
  readonly contract: string
  /** State variables in storage, bases first. */
  readonly variables: readonly StorageField[]
  /** State variables that are gone after each transaction. Not there when there are none. */
  readonly transient?: readonly StorageField[]
  /** Structs with a place of their own (ERC-7201), by what their annotation says. Not there when there are none. */
  readonly namespaces?: readonly StorageNamespace[]
  /** What is known of types by their names; elementary types are known by those alone. */
  readonly types: Readonly<Record<string, StorageType>>
}

/** What a {@link StorageLayout} says it is. */
export const storageLayoutFormat = 'scaffold-storage-layout-1'

/** A variable, or a member of a struct. */
export interface StorageField {
  readonly label: string
  /** As Solidity writes it, e.g. `mapping(address => struct Vault.Position)`. */
  readonly type: string
  /** Decimal, or hexadecimal from 2^64 on. From the first slot of the struct or namespace when it is in one. */
  readonly slot: string
  /** In bytes, from the low end of the slot. */
  readonly offset: number
  /** The contract that declares it. */
  readonly contract?: string
  /** Where it is declared, e.g. `contracts/Token.sol:12`. */
  readonly source?: string
  /** What its annotation says it was called. */
  readonly renamedFrom?: string
  /** What its annotation says its type was. */
  readonly retypedFrom?: string
}

/** A struct that lies where its name says. */
export interface StorageNamespace {
  /** E.g. `erc7201:token.main`. */
  readonly id: string
  /** Its first slot, hexadecimal; not there when the formula is not known. */
  readonly slot?: string
  /** The contract that declares it. */
  readonly contract?: string
  readonly source?: string
  readonly members: readonly StorageField[]
}

/** What a type is made of. */
export type StorageType =
  | { readonly kind: 'value'; readonly bytes: number }
  /** `bytes` and `string`. */
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'contract' }
  /** Without members when they are not known: solc's own layouts do not tell them. */
  | { readonly kind: 'enum'; readonly bytes: number; readonly members?: readonly string[] }
  /** `type Price is uint128`. */
  | { readonly kind: 'alias'; readonly bytes: number; readonly of?: string }
  | { readonly kind: 'function'; readonly bytes: number }
  /** Without a length it is dynamic. */
  | { readonly kind: 'array'; readonly base: string; readonly length?: string }
  | { readonly kind: 'mapping'; readonly key: string; readonly value: string }
  | { readonly kind: 'struct'; readonly members?: readonly StorageField[]; readonly bytes: string }
  | { readonly kind: 'unknown' }
