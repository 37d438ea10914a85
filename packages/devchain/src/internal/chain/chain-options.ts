import type { EngineName } from './execution/engine.js'
import type { Genesis } from './genesis/genesis.js'
import type { SnapshotClock } from './mining/clock.js'
import type { SnapshotIds } from './snapshots.js'

/** What `createChain` makes a chain of. Everything is optional. */
export interface ChainOptions {
  /** @default 31337n */
  readonly chainId?: bigint | undefined
  /** Take transactions that were signed for other chains, too. @default false */
  readonly acceptsAnyChainId?: boolean | undefined
  /** Take transactions with neither a recipient nor init code, which make a contract without code. @default false */
  readonly acceptsEmptyCreation?: boolean | undefined
  /** What runs code: WebAssembly, or @ethereumjs/evm as it ships. @default 'fast' */
  readonly engine?: EngineName | undefined
  /** Fork rules, chainstart to bpo2. @default 'osaka' */
  readonly hardfork?: string | undefined
  /** @default 'test test test test test test test test test test test junk' */
  readonly mnemonic?: string | undefined
  /** BIP-32 path that the index of an account is appended to. @default "m/44'/60'/0'/0/" */
  readonly derivationPath?: string | undefined
  /** @default 10 */
  readonly accountCount?: number | undefined
  /** Balance of each account in the genesis block. @default 10_000 ether */
  readonly balanceWei?: bigint | undefined
  /** These accounts instead of those of the mnemonic. */
  readonly accounts?:
    | readonly { readonly privateKey: Uint8Array; readonly balanceWei?: bigint | undefined }[]
    | undefined
  /** @default 60_000_000n */
  readonly blockGasLimit?: bigint | undefined
  /** Of the genesis block; of the first block on a fork. @default 1 gwei */
  readonly baseFeePerGas?: bigint | undefined
  /** Transactions that offer less are refused when automining and left in the pool otherwise. @default 0n */
  readonly minGasPrice?: bigint | undefined
  /** Suggested, and offered by transactions without fees. @default by the base fee, or 8 gwei */
  readonly gasPrice?: bigint | undefined
  /** @default 0xc014ba5ec014ba5ec014ba5ec014ba5ec014ba5e */
  readonly coinbase?: Uint8Array | undefined
  readonly mining?: Partial<MiningMode> | undefined
  /** Time of the genesis block, seconds since the epoch; the clock runs on from there. @default now */
  readonly initialTimestampSec?: bigint | undefined
  /** Lifts the limits of EIP-170 and EIP-3860. @default false */
  readonly allowUnlimitedContractSize?: boolean | undefined
  /** @default false */
  readonly allowBlocksWithSameTimestamp?: boolean | undefined
  /** What the clock goes back to with a snapshot: what it showed, or how far it was from the wall clock. @default 'time' */
  readonly snapshotClock?: SnapshotClock | undefined
  /** @default 'unique' */
  readonly snapshotIds?: SnapshotIds | undefined
  readonly fork?: ForkOptions | undefined
  /** Instead of accounts with money and one hardfork for all blocks. */
  readonly genesis?: Genesis | undefined
  /** A folder for what forked chains answered, shared with others. @default nothing is kept */
  readonly forkCacheDir?: string | undefined
  /** Hears what a user should know of, in a sentence. */
  readonly onNotice?: ((message: string) => void) | undefined
  /** Where the chain is kept, and taken up again. @default nowhere */
  readonly stateFile?: StateFileOptions | undefined
  /** The wall clock, milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined
}

/** How blocks come about. */
export interface MiningMode {
  /** Mine each transaction as it arrives. */
  readonly isAutomine: boolean
  /** Mine every so many milliseconds; 0 is never. */
  readonly intervalMs: number
  readonly order: 'fees' | 'arrival'
}

/** The accounts whose keys the chain has. */
export interface KeyedAccount {
  readonly address: Uint8Array
  readonly privateKey: Uint8Array
}

/** What a chain forks from. */
export interface ForkOptions {
  readonly url: string
  /** Below zero: so many before the latest. @default the remote's latest block at the time of forking */
  readonly blockNumber?: bigint | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A file that a chain survives in. */
export interface StateFileOptions {
  readonly path: string
  /** Bytes of no use that the file may have before it is written anew. @default 4 MiB */
  readonly wasteBytes?: number | undefined
}
