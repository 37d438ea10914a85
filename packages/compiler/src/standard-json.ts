import type { AbiEntry, LinkReferences } from './artifact.js'

/** Selection of outputs by source name (or `*`), then contract name (`*`, or empty for the file itself). */
export type OutputSelection = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Input of solc's standard JSON interface. */
export interface SolcInput {
  readonly language: 'Solidity' | 'Yul'
  readonly sources: Readonly<Record<string, { readonly content: string }>>
  readonly settings: Readonly<Record<string, unknown>> & {
    readonly outputSelection: OutputSelection
  }
}

/** A place in a source, in bytes of its UTF-8 text; -1 when unknown. */
export interface SolcLocation {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** An error, warning or note as solc words it. */
export interface SolcError {
  readonly severity: 'error' | 'warning' | 'info'
  readonly type: string
  readonly component?: string
  readonly errorCode?: string
  readonly message: string
  readonly formattedMessage?: string
  readonly sourceLocation?: SolcLocation
  readonly secondarySourceLocations?: readonly (SolcLocation & { readonly message?: string })[]
}

/** Where a value goes in bytecode, in bytes. */
export interface BytecodeRange {
  readonly start: number
  readonly length: number
}

/** Bytecode as solc gives it. */
export interface SolcBytecode {
  /** Hexadecimal without `0x`; unlinked libraries are placeholders. Empty for interfaces and abstract contracts. */
  readonly object: string
  readonly sourceMap?: string
  readonly linkReferences?: LinkReferences
  /** By AST id; only of deployed bytecode, from solc 0.6.5 on. */
  readonly immutableReferences?: Readonly<Record<string, readonly BytecodeRange[]>>
  /** From solc 0.8.5 on. */
  readonly functionDebugData?: Readonly<Record<string, unknown>>
  readonly generatedSources?: readonly unknown[]
}

/** What solc says about one contract. */
export interface SolcContract {
  readonly abi?: readonly AbiEntry[]
  /** JSON text. */
  readonly metadata?: string
  readonly storageLayout?: unknown
  readonly transientStorageLayout?: unknown
  readonly devdoc?: unknown
  readonly userdoc?: unknown
  readonly evm?: {
    readonly bytecode?: SolcBytecode
    readonly deployedBytecode?: SolcBytecode
    readonly methodIdentifiers?: Readonly<Record<string, string>>
  }
}

/** Contracts by source name and contract name. */
export type SolcContracts = Readonly<Record<string, Readonly<Record<string, SolcContract>>>>

/** Output of solc's standard JSON interface. */
export interface SolcOutput {
  readonly errors?: readonly SolcError[]
  readonly sources?: Readonly<
    Record<string, { readonly id: number; readonly ast?: unknown; readonly legacyAST?: unknown }>
  >
  readonly contracts?: SolcContracts
}
