import type { Eip1193Provider, Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { Devchain } from '@scaffold-evm/devchain'
import type {
  Addressable,
  ContractDeployTransaction,
  Interface,
  JsonRpcApiProvider,
  JsonRpcSigner,
} from 'ethers'
import type { TransactionFees } from './bump-fees.js'
import type { ContractArgsOf, ContractFactoryOf, ContractName, ContractOf } from './contracts.js'
import type { DeploymentStore } from './deployment-store.js'
import type { NetworkConfig } from './network-config.js'

/** An address, a name of `namedAccounts`, anything that has an address (a contract, a signer), or the number of an account. */
export type AccountLike = string | Addressable | number

/** Addresses of libraries by name (`SafeMath`) or fully qualified name (`contracts/SafeMath.sol:SafeMath`). */
export type Libraries = Readonly<Record<string, string | Addressable>>

/** How a transaction is sent, where it differs from the network's defaults. */
export interface TransactionOptions {
  /** @default the first account */
  readonly from?: AccountLike
  /** @default 0 */
  readonly valueWei?: bigint
  /** Gas. @default estimated */
  readonly gasLimit?: bigint
  /** Wei per gas. Sends a legacy transaction. */
  readonly gasPrice?: bigint
  /** Wei per gas. */
  readonly maxFeePerGas?: bigint
  /** Wei per gas. */
  readonly maxPriorityFeePerGas?: bigint
  readonly nonce?: number
}

/** How a contract is deployed. */
export interface DeployOptions extends TransactionOptions {
  /** Needed when the contract calls external library functions. */
  readonly libraries?: Libraries
}

/** A deployment that is checked, linked and encoded, and not yet sent. */
export interface PreparedDeployment {
  readonly artifact: Artifact
  /** `contracts/Token.sol:Token`. */
  readonly fullName: string
  readonly interface: Interface
  /** Creation code and arguments, and the overrides that came with the arguments. */
  readonly transaction: ContractDeployTransaction
  /** Addresses of the linked libraries by fully qualified name. */
  readonly libraries: Readonly<Record<string, string>>
}

/** How a factory is made. */
export interface FactoryOptions {
  readonly libraries?: Libraries
  /** Who deploys. @default the first account */
  readonly from?: AccountLike
}

/**
 * A live connection to one network. Made by `project.connect()`, ended by `close()`.
 *
 * Cost: an in-process connection holds a chain in memory; an http one keeps sockets that do not
 * keep the process alive.
 */
export interface Connection {
  readonly networkName: string
  readonly type: 'in-process' | 'http'
  readonly chainId: bigint
  /** Whether mistakes cost money here, as `production` of the network says. */
  readonly isProduction: boolean
  readonly config: NetworkConfig
  /**
   * Everything the network understands. On an http network whose keys we hold, `eth_accounts`,
   * `eth_sendTransaction` and the signing methods are answered here and signed locally.
   */
  readonly provider: Eip1193Provider
  /** ethers over `provider`, without network detection, batching delays or polling in process. */
  readonly ethersProvider: JsonRpcApiProvider
  /** The chain itself, in-process only. */
  readonly devchain: Devchain | undefined
  /** What migrations deployed here. In memory for in-process networks. */
  readonly deployments: DeploymentStore
  /** The accounts that can sign, first the default one. */
  accounts(): Promise<readonly Hex[]>
  /** Addresses of the `namedAccounts` that exist on this network. */
  namedAccounts(): Promise<Readonly<Record<string, Hex>>>
  /**
   * Whether `eth_signTransaction` gives what would be sent from this account: its key, or a program
   * that signs with it, is ours and not the node's. Such a program that only sends refuses it with code 4200.
   */
  signsLocally(address: string): Promise<boolean>
  /**
   * What a transaction that is sent now would offer.
   *
   * @throws `FEES_ABOVE_LIMIT`.
   */
  fees(): Promise<TransactionFees>
  signers(): Promise<JsonRpcSigner[]>
  /**
   * The signer of an account by number or address. Any address is accepted: in-process, impersonate it first.
   *
   * @throws `ACCOUNT_NOT_FOUND` for a number beyond the accounts.
   */
  signer(account?: AccountLike): Promise<JsonRpcSigner>
  /**
   * Deploys a compiled contract and waits until it is mined (in-process with automine off: until it is sent).
   *
   * @throws `CONTRACT_ABSTRACT`, `CONTRACT_ARGUMENTS`, `LIBRARY_MISSING`, `LIBRARY_UNKNOWN`, `ARTIFACT_NOT_FOUND`, `ARTIFACT_AMBIGUOUS`.
   */
  deploy<N extends ContractName>(
    name: N,
    args?: ContractArgsOf<N>,
    options?: DeployOptions,
  ): Promise<ContractOf<N>>
  /**
   * What `deploy` would send, for those who send it themselves.
   *
   * @throws as `deploy`.
   */
  prepareDeployment<N extends ContractName>(
    name: N,
    args?: ContractArgsOf<N>,
    options?: FactoryOptions,
  ): Promise<PreparedDeployment>
  /** A contract that exists, sending as the first account. */
  contractAt<N extends ContractName>(
    name: N,
    address: string | Addressable,
    from?: AccountLike,
  ): Promise<ContractOf<N>>
  /** An ethers factory with its libraries linked. */
  factory<N extends ContractName>(name: N, options?: FactoryOptions): Promise<ContractFactoryOf<N>>
  /**
   * A contract that migrations deployed or recorded here, by the name it was recorded under.
   *
   * @throws `DEPLOYMENT_NOT_FOUND`.
   */
  deployed<N extends ContractName>(name: N): Promise<ContractOf<N>>
  close(): Promise<void>
}
