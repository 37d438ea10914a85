import type { Hex } from '@scaffold-evm/common'
import type { ImportOrigin, JsonValue, ProxyRecord } from '@scaffold-evm/project'

/** What another tool says of a contract. */
export interface ForeignContract {
  readonly name: string
  /** In its source. Undefined when the tool does not say. */
  readonly contractName: string | undefined
  /** Where its source is, below the project's folder, if that is said. */
  readonly sourceName?: string | undefined
  readonly address: string
  readonly transactionHash?: Hex | undefined
  readonly args?: readonly JsonValue[] | undefined
  /** Addresses by names of libraries. */
  readonly libraries?: Readonly<Record<string, string>> | undefined
  /** As it was compiled, libraries as placeholders. */
  readonly creationCode?: string | undefined
  /** The compiler's own, as JSON. */
  readonly metadata?: string | undefined
  /** Of what is behind a proxy. */
  readonly proxy?: ForeignProxy | undefined
}

/** What another tool says of a proxy. */
export interface ForeignProxy {
  /** Undefined when only the chain tells. */
  readonly kind: ProxyRecord['kind'] | undefined
  readonly version?: number | undefined
  /** Of the implementation, by its address. */
  layoutAt?(implementation: string): JsonValue | undefined
}

/** What another tool recorded of one network. */
export interface ForeignState {
  readonly tool: ImportOrigin
  /** Absolute: where it is from. */
  readonly path: string
  readonly contracts: readonly ForeignContract[]
  /** Number of the last migration that is complete, if the tool keeps account. */
  readonly completed?: number | undefined
  /** The text of a source, by the name and the hash that metadata gives it. */
  sourceText(name: string, hash: string): Promise<string | undefined>
}
