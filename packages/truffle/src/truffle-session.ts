import type { Devchain, DevchainAccount } from '@scaffold-evm/devchain'
import type { ContractAbstraction } from './contract-abstraction.js'
import type { FailureSource } from './internal/test/explain/failure-watch.js'
import type { TruffleArtifactStore } from './truffle-artifact.js'
import type { TruffleConfig } from './truffle-config.js'
import type { TruffleProvider } from './truffle-provider.js'

/** What `artifacts` is in tests, migrations, scripts and the console. */
export interface Artifacts {
  /**
   * The abstraction of a contract by name (`Token`, `Token.sol`, `./Token.sol`), qualified name (`contracts/a.sol:Token`)
   * or a package's file (`@pkg/Token`). The same object at each call.
   *
   * @throws `Could not find artifacts for X from any sources`
   */
  require(name: string): ContractAbstraction
}

/** A connected network and all that Truffle's commands hand to a user's code. */
export interface TruffleSession {
  readonly config: TruffleConfig
  readonly networkName: string
  /** What `net_version` answered. */
  readonly networkId: string
  /** The chain when it is in this process. */
  readonly devchain: Devchain | undefined
  /** Where executions that failed are found again, on a fork where the node is elsewhere; undefined where nothing is. */
  readonly failures?: FailureSource | undefined
  /** Those of a chain that ends with this process, which may run in another thread or realm of it; undefined of others. */
  readonly ownAccounts: readonly DevchainAccount[] | undefined
  readonly provider: TruffleProvider
  /** As `eth_accounts` answers. */
  readonly accounts: readonly string[]
  /** `config.from`, else the first account. */
  readonly from: string | undefined
  readonly store: TruffleArtifactStore
  readonly artifacts: Artifacts
  /** A new `artifacts` with abstractions of its own, on this session or with another store. */
  createArtifacts(store?: TruffleArtifactStore): Artifacts
  /** web3 1.10 over `provider`, where gas is hexadecimal, as migrations, scripts and contracts have it. Loaded at the first access. */
  readonly web3: unknown
  /** The same as tests have it, where gas is a number unless the network has a `type`. */
  readonly testWeb3: unknown
  readonly interfaceAdapter: unknown
  close(): Promise<void>
}
