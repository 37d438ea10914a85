import type { AbiEntry } from '@scaffold-evm/compiler'
import type { AbstractionContext } from '../../contract-abstraction.js'
import type { NumberFormat } from '../abi/number-format.js'
import type { AnyProvider } from '../rpc/json-rpc.js'
import type { TransactionFields } from '../rpc/transaction-fields.js'

/** What is known of a contract on one network; changed by `link`, `address = …` and by looking at `events`. */
export interface NetworkRecord {
  [key: string]: unknown
  events: Record<string, AbiEntry>
  links: Record<string, string>
  address?: string
  transactionHash?: string
}

/** The artifact behind an abstraction, and what users set on it. */
export interface ContractJson {
  [key: string]: unknown
  contractName?: string
  abi: AbiEntry[]
  bytecode?: string
  deployedBytecode?: string
  networks: Record<string, NetworkRecord>
}

/** A network as it was found at the node. */
export interface DetectedNetwork {
  readonly id: string
  /** Gas of a block, in hex. */
  readonly blockLimit: string
}

/** An instance, before it has its functions. */
export interface Instance {
  [key: string]: unknown
  address: string
  abi: readonly AbiEntry[]
  transactionHash: string | undefined
  methods: Record<string, unknown>
}

/** What an instance is made of: an address, or a web3 contract with one. */
export type InstanceSource =
  | string
  | { readonly options: { readonly address: string }; readonly transactionHash?: string }

/** An account of web3's wallet. */
export interface WalletAccount {
  signTransaction(transaction: object): Promise<{ readonly rawTransaction?: string }>
}

/** The abstraction as its own parts see it: a function with the properties that Truffle gives it. */
export interface ContractClass {
  new (source: InstanceSource): Instance
  [key: string]: unknown
  readonly prototype: object
  _json: ContractJson
  contractName: string
  abi: AbiEntry[]
  bytecode: string | undefined
  readonly binary: string
  readonly events: Record<string, AbiEntry>
  readonly links: Record<string, string>
  readonly network: NetworkRecord
  readonly networks: Record<string, NetworkRecord>
  network_id: string | undefined
  class_defaults: TransactionFields
  numberFormat: NumberFormat
  autoGas: boolean
  gasMultiplier: number
  timeoutBlocks: number | undefined
  currentProvider: AnyProvider | undefined
  /** Where transactions and calls go: that of `web3`, which has it from the class. */
  readonly requestProvider: AnyProvider | undefined
  web3: unknown
  /** As `ens` of a config. */
  ens: AbstractionContext['ens']
  /** Accounts by address that sign here instead of at the node. */
  wallet: Readonly<Record<string, WalletAccount>> | undefined
  knownErrors: (() => Iterable<AbiEntry>) | undefined
  isDeployed(): boolean
  detectNetwork(): Promise<DetectedNetwork>
}
