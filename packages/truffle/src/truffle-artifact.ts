import type { AbiEntry } from '@scaffold-evm/compiler'

/** What is known of a contract on one network. */
export interface TruffleNetwork {
  /** ABI entries of the contract's events and those of its linked libraries, by topic. */
  readonly events: Readonly<Record<string, AbiEntry>>
  /** Addresses of linked libraries by name. */
  readonly links: Readonly<Record<string, string>>
  readonly address?: string
  readonly transactionHash?: string
}

/**
 * `build/contracts/<ContractName>.json` as Truffle 5.11 writes it (contract-schema 3.4.16), its keys in the order in
 * which they are written.
 */
export interface TruffleArtifact {
  readonly contractName: string
  readonly abi: readonly AbiEntry[]
  readonly metadata?: string
  /** Creation code, `0x` for interfaces and abstract contracts; libraries not linked yet as `__Name____…`. */
  readonly bytecode: string
  readonly deployedBytecode: string
  readonly immutableReferences?: unknown
  readonly generatedSources?: unknown
  readonly deployedGeneratedSources?: unknown
  readonly sourceMap?: string
  readonly deployedSourceMap?: string
  readonly source?: string
  /** Absolute. */
  readonly sourcePath?: string
  readonly ast?: unknown
  readonly legacyAST?: unknown
  readonly compiler?: { readonly name: string; readonly version: string }
  /** By network id. */
  readonly networks: Readonly<Record<string, TruffleNetwork>>
  readonly schemaVersion?: string
  /** ISO 8601. */
  readonly updatedAt?: string
  readonly networkType?: string
  readonly devdoc?: unknown
  readonly userdoc?: unknown
}

/** The artifacts of a build folder, each read once. */
export interface TruffleArtifactStore {
  /** Absolute: `config.contracts_build_directory`. */
  readonly directory: string
  /** Names of all contracts there are. */
  names(): readonly string[]
  /** The artifact of a contract by name or qualified name (`path.sol:Name`), as it is now; undefined when there is none. */
  find(name: string): TruffleArtifact | undefined
  /** Writes an artifact, merged over what is there, at once and whole. */
  write(artifact: TruffleArtifact): void
  /** Forgets what was read. */
  refresh(): void
}
