import { type Hex, Mutex } from '@scaffold-evm/common'

/** A value as it can be kept in JSON: quantities beyond 2^53 are decimal strings. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** What a contract was compiled from. */
export interface BuildIdentity {
  /** Version of the compiler with its commit, e.g. `0.8.37+commit.…`. */
  readonly solc: string
  /** Hash of the compiler's input, which is kept as `<input>.json` in `deployments/solc-inputs`; of local chains in the cache. */
  readonly input: string
  /** Fully qualified name in that input, where another tool gave sources other names. */
  readonly contract?: string
}

/** Another tool that deployed a contract. */
export type ImportOrigin = 'truffle' | 'hardhat-deploy' | 'openzeppelin'

/** How the source that a service publishes fits what is on the chain: to the last byte, or apart from comments and names. */
export type VerifiedMatch = 'exact' | 'partial'

/** How a contract came to its address, when no transaction created it directly. */
export type ContractOrigin =
  | {
      readonly by: 'create2'
      /** Address of the contract that made it. */
      readonly maker: string
      readonly salt: Hex
      /** It was there already, made by somebody else's transaction from the same code. */
      readonly isAdopted?: true
    }
  | {
      readonly by: 'create3'
      readonly maker: string
      readonly salt: Hex
      /** Who could have taken the address: the sender alone, or anybody. */
      readonly guard: 'sender' | 'none'
      readonly isAdopted?: true
    }
  | {
      /** A call or the constructor of a contract made it. */
      readonly by: 'call'
      /** Address of that contract. */
      readonly maker: string
      /** Unknown of a constructor that somebody else ran. */
      readonly transactionHash?: Hex
    }

/** A contract that lives at an address, by the name it was recorded under. */
export interface DeployedContract {
  /** Fully qualified, e.g. `contracts/Token.sol:Token`. */
  readonly contract: string
  readonly address: string
  /** File name of the migration without extension, e.g. `01_token`. */
  readonly migration: string
  /** Of the deployment. Absent for contracts that another contract deployed. */
  readonly transactionHash?: Hex
  readonly blockNumber?: number
  readonly args?: readonly JsonValue[]
  /** SHA-256 of the unlinked creation code without metadata, to notice when the contract changes. */
  readonly codeDigest?: Hex
  /** Addresses of linked libraries by fully qualified name. */
  readonly libraries?: Readonly<Record<string, string>>
  readonly build?: BuildIdentity
  /** The tool whose record it came from. Absent for what migrations of ours deployed. */
  readonly imported?: ImportOrigin
  readonly origin?: ContractOrigin
  /** What `owner()` gave after the run that deployed the contract or changed it. */
  readonly owner?: string
  /** The same of the admin of a proxy, or of its beacon. */
  readonly adminOwner?: string
  /** What was recorded under this name before and was replaced, oldest first. */
  readonly replaced?: readonly DeployedContract[]
  /** Of a proxy: what is behind it. `contract` then is the implementation, whose ABI the address has. */
  readonly proxy?: ProxyRecord
  /** Of a diamond (EIP-2535): its facets. */
  readonly diamond?: DiamondRecord
}

/** What a diamond consists of, as far as migrations put it there. */
export interface DiamondRecord {
  /** How many cuts there were. */
  readonly version: number
  /** The migration that made the last one. */
  readonly migration: string
  /** By the contract's name. */
  readonly facets: Readonly<Record<string, FacetRecord>>
}

/** A facet of a diamond. */
export interface FacetRecord {
  /** Fully qualified. */
  readonly contract: string
  readonly address: string
  readonly codeDigest: Hex
  readonly args?: readonly JsonValue[]
  readonly libraries?: Readonly<Record<string, string>>
  /** Of its functions in the diamond, sorted. */
  readonly selectors: readonly string[]
  readonly build?: BuildIdentity
  /** Where it keeps its state: a storage layout as JSON. Absent when it has no variables of its own. */
  readonly layout?: JsonValue
}

/** See {@link ProxyRecord.prepared}. */
export type PreparedImplementation = Pick<
  ProxyRecord,
  'contract' | 'implementation' | 'codeDigest' | 'args' | 'libraries' | 'layout'
>

/** What is behind a proxy. */
export interface ProxyRecord {
  /** `beacon` for a proxy that asks a beacon, and for the beacon itself. */
  readonly kind: 'transparent' | 'uups' | 'beacon'
  /** Fully qualified name of the implementation. */
  readonly contract: string
  /** Address of the implementation. */
  readonly implementation: string
  /** SHA-256 of the unlinked creation code of the implementation without metadata. Absent when its source is not known for sure. */
  readonly codeDigest?: Hex
  /** Of the constructor of the implementation. */
  readonly args?: readonly JsonValue[]
  /** Addresses of libraries that the implementation is linked with. */
  readonly libraries?: Readonly<Record<string, string>>
  /** How many implementations there were, this one included. */
  readonly version: number
  /** The migration that put this implementation there. */
  readonly migration: string
  /** Id of the step of that migration that says what is to be there. Absent when nothing does: it was imported, or upgraded by others. */
  readonly declaredBy?: string
  /** Of a transparent proxy: the ProxyAdmin, or the account, that upgrades it. */
  readonly admin?: string
  /** Of a proxy of a beacon: the beacon. */
  readonly beacon?: string
  /** Fully qualified name of the proxy's own contract. Absent when it was imported. */
  readonly proxyContract?: string
  /** An implementation that was deployed for somebody else to put it there. */
  readonly prepared?: PreparedImplementation
  /** What it was initialized with, e.g. `initialize(1, "Gold")`. */
  readonly initialized?: string
  /** Where the implementation keeps its state: a storage layout as JSON. */
  readonly layout?: JsonValue
  /** What the implementation was compiled from; that of the proxy itself is beside `contract`. */
  readonly build?: BuildIdentity
}

/** What a transaction was signed with besides its content, so that the very same one can be made again. */
export interface SignedFields {
  readonly gasLimit: number
  /** Wei per gas, decimal. Of a legacy transaction. */
  readonly gasPriceWei?: string
  /** Wei per gas, decimal. */
  readonly maxFeePerGasWei?: string
  /** Wei per gas, decimal. */
  readonly maxPriorityFeePerGasWei?: string
}

/** One transaction of a migration. */
export interface StepRecord {
  readonly kind: 'deploy' | 'call'
  /**
   * `intended`: about to leave, or on its way with no answer seen; `sent`: a node took it; `confirmed`:
   * mined and successful. Whatever it is, a step has one nonce, so it can happen only once. `proposed`: given to
   * somebody else to sign, and not known to have happened; of a contract's step the nonce means nothing.
   */
  readonly status: 'intended' | 'sent' | 'confirmed' | 'proposed'
  readonly from: string
  readonly nonce: number
  /** SHA-256 of what was sent (target, value, data), to notice when the step changes. */
  readonly digest: Hex
  /** Known before it leaves when we sign, afterwards when the node does. */
  readonly transactionHash?: Hex
  /** Until confirmed: others that were sent with this nonce, at lower fees. Whichever is mined counts. */
  readonly replaced?: readonly Hex[]
  /** Until confirmed, when we sign. */
  readonly signedWith?: SignedFields
  /** Until confirmed: a block from before it was sent, so that one need not look further back. */
  readonly afterBlock?: number
  readonly blockNumber?: number
  readonly gasUsed?: number
  /** Wei per gas, decimal. */
  readonly gasPriceWei?: string
  /** What the step is, for people: `Token(18)`, `Token.mint("0x…", 5)`. */
  readonly label: string
  /** What a call was sent to. */
  readonly to?: string
  /** Names of recorded contracts whose addresses a call sent, sorted; without its target. */
  readonly uses?: readonly string[]
  /** Name under which a deployed contract is recorded. */
  readonly name?: string
  readonly address?: string
  /** While proposed: the contracts that are recorded when it has happened. */
  readonly makes?: Readonly<Record<string, DeployedContract>>
  /** A contract, such as a Safe, did it, in a transaction that others sent: `transactionHash` is of that one. */
  readonly isExecuted?: true
}

/** What one migration file did. */
export interface MigrationRecord {
  readonly completed: boolean
  /** SHA-256 of the file's text when it completed. A file that changed since is entered again. */
  readonly source?: Hex
  /** Names of recorded contracts that the file asked for or whose address it sent, sorted. Absent in old records: then it may be any. */
  readonly uses?: readonly string[]
  /** Names of contracts that were replaced since it completed: what it did with them is to be done again. */
  readonly rewire?: readonly string[]
  /** By step id, in the order they ran. */
  readonly steps: Readonly<Record<string, StepRecord>>
}

/** What was deployed to one network. */
export interface DeploymentRecord {
  readonly format: 'scaffold-deployments-1'
  readonly network: string
  /** Decimal. */
  readonly chainId: string
  readonly genesisHash: Hex
  /** SHA-256 of the plan that is being applied, or was when a run was interrupted. */
  readonly applying?: Hex
  /** By recorded name. */
  readonly contracts: Readonly<Record<string, DeployedContract>>
  /** By file name without extension. */
  readonly migrations: Readonly<Record<string, MigrationRecord>>
  /** Which services publish the source of a contract, by its address, then by the service's name. */
  readonly verified?: Readonly<Record<string, Readonly<Record<string, VerifiedMatch>>>>
}

/** The record of one network: a file under `deployments/`, or memory for an in-process chain. */
export interface DeploymentStore {
  readonly network: string
  /** Absolute path of the file; undefined in memory. */
  readonly path: string | undefined
  /** @throws `DEPLOYMENT_INVALID` when the file is not such a record. */
  read(): Promise<DeploymentRecord | undefined>
  /** Replaces the record. Files are written atomically and forced to disk. */
  write(record: DeploymentRecord): Promise<void>
  clear(): Promise<void>
  /** Runs `action` while no other process may write. @throws `LOCK_HELD` at once when one does. */
  lock<T>(action: () => Promise<T>): Promise<T>
}

/** A record that lives as long as the connection, for in-process chains. */
export function createMemoryDeploymentStore(
  network: string,
  initial?: DeploymentRecord,
): DeploymentStore {
  const mutex = new Mutex()
  let current = initial
  return {
    network,
    path: undefined,
    read: async () => current,
    write: async (record) => {
      current = record
    },
    clear: async () => {
      current = undefined
    },
    lock: (action) => mutex.run(action),
  }
}
