import type { SolidityType } from './solidity-type.js'
import type { UnavailableReason } from './value.js'

/** Where a value is. */
export type Place =
  /** From the bottom of the stack, 0 the first; values of two words have the next one, too. */
  | { readonly space: 'stack'; readonly height: number; readonly pointsTo: DataSpace | undefined }
  | { readonly space: 'memory'; readonly offset: bigint }
  /** Where the data begins; how many items or bytes there are, if that is not said by the data. */
  | { readonly space: 'calldata'; readonly offset: bigint; readonly length: bigint | undefined }
  /** `offsetBytes` from the right end of the word. */
  | { readonly space: 'storage' | 'transient'; readonly slot: bigint; readonly offsetBytes: number }
  /** An immutable: from where it is in the code. */
  | { readonly space: 'code'; readonly offset: number }
  /** A constant: the expression that stands for it, and what it comes to. */
  | {
      readonly space: 'source'
      readonly text: string
      readonly word: bigint | Uint8Array | undefined
    }
  | { readonly space: 'nowhere'; readonly reason: UnavailableReason }

/** What a word on the stack may point to. */
export type DataSpace = 'memory' | 'calldata' | 'storage'

/** A type and where a value of it is; expressions go from one to the next. */
export interface Reference {
  readonly type: SolidityType
  readonly place: Place
}

/** What kind of variable one is. */
export type VariableKind =
  | 'parameter'
  | 'return'
  | 'local'
  /** Of a function, modifier or block of assembly. */
  | 'assembly'
  | 'state'
  | 'transient'
  | 'immutable'
  | 'constant'
  /** A struct of a namespace (ERC-7201). */
  | 'namespace'

/** A variable that can be named at some step. */
export interface Variable extends Reference {
  /** AST id of its declaration; of one of assembly, which has none, minus where it begins in the source. */
  readonly id: number
  /** Empty for a return value without a name. */
  readonly name: string
  readonly kind: VariableKind
  /** AST id of the function, modifier or contract that declares it. */
  readonly ownerId: number
}
