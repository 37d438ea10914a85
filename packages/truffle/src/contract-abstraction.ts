import type { AbiEntry } from '@scaffold-evm/compiler'
import type { TruffleArtifact } from './truffle-artifact.js'
import type { TruffleProvider } from './truffle-provider.js'

/** Where the abstractions of a session send what they are asked, and from whom. */
export interface AbstractionContext {
  readonly provider: TruffleProvider
  readonly networkId: string
  /** `from`, `gas`, `gasPrice`, … of the network, which transactions have unless they say otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** Whether arguments and senders may be names, and where their registry is. Read at each call. */
  readonly ens?:
    | { readonly enabled?: boolean; readonly registryAddress?: string | undefined }
    | undefined
  /** Errors that other contracts declare, to name those that a contract passes on. Looked at only for such an error. */
  knownErrors?(): Iterable<AbiEntry>
  /** The session's web3 over `provider`, loaded at the first call. Each class has another one. */
  loadWeb3(): unknown
}

/** An instance of a contract: `address`, `abi`, a function per ABI entry, `methods`, `sendTransaction`, … */
export interface ContractInstance {
  readonly [name: string]: unknown
  readonly address: string
  readonly transactionHash: string | undefined
}

/**
 * The class that `artifacts.require` gives: `new`, `at`, `deployed`, `link`, `defaults`, … with the shapes, texts and
 * quirks of @truffle/contract 4.6.
 */
export interface ContractAbstraction {
  readonly [name: string]: unknown
  /** A promise that also tells `transactionHash`, `receipt` and `error`; has `estimateGas` and `request`. */
  'new'(...args: unknown[]): Promise<ContractInstance>
  at(address: string): Promise<ContractInstance>
  deployed(): Promise<ContractInstance>
  isDeployed(): boolean
  link(library: unknown, address?: string): void
  defaults(values?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  readonly contractName: string
  address: string
  transactionHash: string | undefined
  /** The artifact with all that was changed since: addresses, links. */
  readonly _json: TruffleArtifact
}
