import type { Hex } from '@scaffold-evm/common'

/** Where the addresses of libraries go in bytecode, by source name and library name. Offsets and lengths in bytes. */
export type LinkReferences = Readonly<
  Record<
    string,
    Readonly<Record<string, readonly { readonly start: number; readonly length: number }[]>>
  >
>

/** One parameter of an ABI entry. */
export interface AbiParameter {
  readonly name: string
  readonly type: string
  readonly internalType?: string
  readonly indexed?: boolean
  readonly components?: readonly AbiParameter[]
}

/** One entry of a contract's ABI (Solidity's contract ABI specification). */
export interface AbiEntry {
  readonly type: 'function' | 'constructor' | 'event' | 'error' | 'fallback' | 'receive'
  readonly name?: string
  readonly inputs?: readonly AbiParameter[]
  readonly outputs?: readonly AbiParameter[]
  readonly stateMutability?: 'pure' | 'view' | 'nonpayable' | 'payable'
  readonly anonymous?: boolean
  /** Before solc 0.5. */
  readonly constant?: boolean
  readonly payable?: boolean
}

/**
 * A compiled contract as it lies on disk: `artifacts/<sourceName>/<contractName>.json`, in the
 * layout and with the field names that Hardhat 2 (`hh-sol-artifact-1`) made common.
 */
export interface Artifact {
  readonly _format: 'hh-sol-artifact-1'
  readonly contractName: string
  /** Path below the project's root with forward slashes, or the import path of a package's file. */
  readonly sourceName: string
  readonly abi: readonly AbiEntry[]
  /** Creation code; unlinked library addresses are `__$…$__` placeholders. `0x` for interfaces and abstract contracts. */
  readonly bytecode: Hex
  readonly deployedBytecode: Hex
  readonly linkReferences: LinkReferences
  readonly deployedLinkReferences: LinkReferences
  /** By AST id. Offsets and lengths in bytes. */
  readonly immutableReferences: Readonly<
    Record<string, readonly { readonly start: number; readonly length: number }[]>
  >
  /** The build-info file (without folder and extension) that holds this contract's input and full output. */
  readonly buildInfoId: string
}
