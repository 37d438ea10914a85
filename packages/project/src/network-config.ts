import type { HttpAccountsConfig, HttpAccountsUserConfig } from './accounts-config.js'
import type { MaybeSecret } from './config.js'
import type { FeesConfig, FeesUserConfig } from './fee-config.js'

/** An account that an in-process chain starts with. */
export interface InProcessAccount {
  readonly privateKey: MaybeSecret
  /** @default 10_000 ETH */
  readonly balanceWei?: bigint
}

/** What an in-process chain forks from. */
export interface ForkUserConfig {
  readonly url: MaybeSecret
  /** Below zero: so many before the latest. @default the latest block when connecting */
  readonly blockNumber?: bigint | number
  readonly headers?: Readonly<Record<string, MaybeSecret>>
  /**
   * Keeps what was read in the user's cache, for blocks 128 or more behind the latest: such a fork
   * works without network the next time. @default true
   */
  readonly cache?: boolean
}

/** How blocks come about on an in-process chain. */
export interface MiningConfig {
  /** A block per transaction. @default true */
  readonly auto?: boolean
  /** A block every so many milliseconds; 0 is never. @default 0 */
  readonly intervalMs?: number
  /** @default 'fees' */
  readonly order?: 'fees' | 'arrival'
}

/** A chain inside this process, made anew for every connection. */
export interface InProcessNetworkUserConfig {
  readonly type?: 'in-process'
  /** Whose defaults, meanings and error messages. @default 'hardhat' */
  readonly dialect?: 'hardhat' | 'ganache' | 'ganache6'
  /** @default 31337; 1337 in the dialect `ganache`, 1 in `ganache6` */
  readonly chainId?: bigint | number
  /** @default the chain id */
  readonly networkId?: bigint | number
  /** @default 'osaka' */
  readonly hardfork?: string
  /** @default 'test test test test test test test test test test test junk' */
  readonly mnemonic?: MaybeSecret
  /** @default 10 */
  readonly accountCount?: number
  /** Of each account of the mnemonic, in wei. @default 10_000 ETH */
  readonly balanceWei?: bigint
  /** The accounts, instead of those of the mnemonic. */
  readonly accounts?: readonly InProcessAccount[]
  /** @default "m/44'/60'/0'/0/" */
  readonly derivationPath?: string
  /** Gas. @default 60_000_000 */
  readonly blockGasLimit?: bigint | number
  /** Of the first block, wei per gas. @default 1 gwei */
  readonly baseFeePerGas?: bigint | number
  /** Wei per gas. @default 0 */
  readonly minGasPrice?: bigint | number
  /** What `eth_gasPrice` suggests, wei per gas. @default 1 gwei above the base fee */
  readonly gasPrice?: bigint | number
  /** Gas of a transaction that does not say how much. @default as much as it may have */
  readonly transactionGasLimit?: bigint | number
  /** Address that is paid for the blocks. */
  readonly coinbase?: string
  readonly mining?: MiningConfig
  /** Time of the first block: a date or what `new Date()` reads. @default now */
  readonly initialDate?: string | Date
  /** Lifts the limit of EIP-170. @default false */
  readonly allowUnlimitedContractSize?: boolean
  /** @default false */
  readonly allowBlocksWithSameTimestamp?: boolean
  /** Whether sending a transaction that fails rejects. @default true */
  readonly throwOnTransactionFailures?: boolean
  /** Whether a call that fails rejects. @default true */
  readonly throwOnCallFailures?: boolean
  readonly fork?: ForkUserConfig
}

/** A chain behind a JSON-RPC URL. */
export interface HttpNetworkUserConfig extends FeesUserConfig {
  readonly type?: 'http'
  readonly url: MaybeSecret
  /** @default 'node' */
  readonly accounts?: HttpAccountsUserConfig
  /** What the node must say it is. Checked before anything is signed. */
  readonly chainId?: bigint | number
  /** Blocks, the transaction's own included, before it counts as done. @default 1 */
  readonly confirmations?: number
  /** Of one request. @default 30_000 */
  readonly timeoutMs?: number
  /** How long a transaction may take to be mined; 0 is without limit. @default 1_800_000 */
  readonly receiptTimeoutMs?: number
  /** Between two looks for a receipt or a block. @default 100 for this machine, 1_000 for others */
  readonly pollingIntervalMs?: number
  readonly headers?: Readonly<Record<string, MaybeSecret>>
  /**
   * Whether mistakes cost money here: then migrations ask for a reviewed plan, or for a yes.
   * @default true, unless the node is on this machine
   */
  readonly production?: boolean
}

/** A named network. One with a `url` is of type `http`. */
export type NetworkUserConfig = InProcessNetworkUserConfig | HttpNetworkUserConfig

/** What an in-process chain forks from, complete. */
export interface ForkConfig {
  readonly url: MaybeSecret
  readonly blockNumber: bigint | undefined
  readonly headers: Readonly<Record<string, MaybeSecret>>
  readonly cache: boolean
}

/** A chain inside this process. What is undefined is left to the chain's own defaults. */
export interface InProcessNetworkConfig {
  readonly type: 'in-process'
  readonly dialect: 'hardhat' | 'ganache' | 'ganache6' | undefined
  readonly chainId: bigint
  readonly networkId: bigint | undefined
  readonly hardfork: string | undefined
  readonly mnemonic: MaybeSecret | undefined
  readonly accountCount: number | undefined
  readonly balanceWei: bigint | undefined
  readonly accounts: readonly InProcessAccount[] | undefined
  readonly derivationPath: string | undefined
  readonly blockGasLimit: bigint | undefined
  readonly baseFeePerGas: bigint | undefined
  readonly minGasPrice: bigint | undefined
  readonly gasPrice: bigint | undefined
  readonly transactionGasLimit: bigint | undefined
  readonly coinbase: string | undefined
  readonly mining: MiningConfig | undefined
  readonly initialDate: Date | undefined
  readonly allowUnlimitedContractSize: boolean
  readonly allowBlocksWithSameTimestamp: boolean | undefined
  readonly throwOnTransactionFailures: boolean | undefined
  readonly throwOnCallFailures: boolean
  readonly fork: ForkConfig | undefined
}

/** A chain behind a JSON-RPC URL, complete. */
export interface HttpNetworkConfig extends FeesConfig {
  readonly type: 'http'
  readonly url: MaybeSecret
  readonly accounts: HttpAccountsConfig
  readonly chainId: bigint | undefined
  readonly confirmations: number
  readonly timeoutMs: number
  readonly receiptTimeoutMs: number
  readonly pollingIntervalMs: number | undefined
  readonly headers: Readonly<Record<string, MaybeSecret>>
  /** Undefined: as the URL says, once it is known. */
  readonly production: boolean | undefined
}

/** A named network, complete. */
export type NetworkConfig = InProcessNetworkConfig | HttpNetworkConfig
