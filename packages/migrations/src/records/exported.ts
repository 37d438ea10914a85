import type { AbiEntry, SolcContract } from '@scaffold-evm/compiler'
import type { DeployedContract, StepRecord } from '@scaffold-evm/project'

/** A deployed contract with all that other tools want to know. */
export interface ExportedContract {
  /** As it is recorded. */
  readonly name: string
  readonly deployed: DeployedContract
  /** Its deployment, if a transaction made it directly. */
  readonly step: StepRecord | undefined
  /** Of a proxy, that of the implementation. */
  readonly abi: readonly AbiEntry[]
  /** What the compiler says of it, or of the implementation. */
  readonly compiled: SolcContract
  /** What it says of the proxy itself. */
  readonly proxyCompiled: SolcContract | undefined
  /** Long version. */
  readonly solc: string
}

/** What is deployed to a network. */
export interface ExportedNetwork {
  readonly name: string
  /** Decimal. */
  readonly chainId: string
  readonly contracts: readonly ExportedContract[]
}

/** A file to write. */
export interface ExportedFile {
  /** Relative to where it is exported to. */
  readonly path: string
  readonly text: string
}
