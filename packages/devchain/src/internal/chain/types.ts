import type { Block } from '@ethereumjs/block'
import type { TypedTransaction } from '@ethereumjs/tx'
import type { StateSnapshot, WorldState } from '../state/types.js'
import type { ChainHeader } from './blocks/chain-header.js'
import type { EngineName } from './execution/engine.js'
import type { InstructionCounter } from './execution/instruction-counter.js'
import type { Genesis } from './genesis/genesis.js'
import type { Keyring } from './keyring.js'
import type { BlockRequest } from './mining/build-block.js'
import type { ForkSchedule } from './schedule/fork-schedule.js'
import type { SimulatedBlock, SimulationRequest } from './simulate/types.js'
import type { ChainTracing } from './tracing/chain-tracing.js'

/** An event log of a mined transaction or of a simulated one. */
export interface ChainLog {
  readonly address: Uint8Array
  readonly topics: readonly Uint8Array[]
  readonly data: Uint8Array
}

/** What came of one transaction. Gas in gas units, prices in wei per gas. */
export interface ChainReceipt {
  readonly succeeded: boolean
  /** The state after the transaction; what receipts had before Byzantium instead of a status. */
  readonly stateRoot: Uint8Array | undefined
  readonly gasUsed: bigint
  readonly cumulativeGasUsed: bigint
  readonly effectiveGasPrice: bigint
  readonly contractAddress: Uint8Array | undefined
  readonly logs: readonly ChainLog[]
  readonly logsBloom: Uint8Array
  readonly blobGasUsed: bigint | undefined
  readonly blobGasPrice: bigint | undefined
  /** The return data; the revert data of a failed transaction. */
  readonly returnData: Uint8Array
  /** ethereumjs' name of the exceptional halt (`revert`, `out of gas`, …) of a failed transaction. */
  readonly haltReason: string | undefined
}

/** A transaction with its sender, which may be impersonated and thus not what the signature says. */
export interface ChainTransaction {
  readonly tx: TypedTransaction
  readonly hash: Uint8Array
  readonly sender: Uint8Array
  /** The EIP-2718 encoding as it stands in a block: without blobs. */
  readonly raw: Uint8Array
  /** What travels beside a blob transaction. */
  readonly sidecar?: BlobSidecar | undefined
}

/** The blobs of an EIP-4844 transaction with what proves them. */
export interface BlobSidecar {
  readonly blobs: readonly Uint8Array[]
  readonly commitments: readonly Uint8Array[]
  /** One for each blob, or its cell proofs since Osaka (EIP-7594). */
  readonly proofs: readonly Uint8Array[]
}

/** A transaction inside a block. */
export interface MinedTransaction extends ChainTransaction {
  readonly block: ChainBlock
  readonly index: number
  /** Index of the first log of this transaction among the logs of its block. */
  readonly firstLogIndex: number
  readonly receipt: ChainReceipt
}

/** A block with what the chain keeps of it. */
export interface ChainBlock {
  readonly header: ChainHeader
  /** The whole as ethereumjs has it. Made when it is first asked for. */
  readonly block: Block
  readonly hash: Uint8Array
  readonly number: bigint
  /** Seconds since the epoch. */
  readonly timestampSec: bigint
  /** Proof of work of this block and all before it; on a fork, of those since the fork point. */
  readonly totalDifficulty: bigint
  readonly transactions: readonly MinedTransaction[]
  /** The state after this block. */
  readonly state: StateSnapshot
}

/** A block that was built and not kept. */
export interface BuiltBlock extends ChainBlock {
  /** What it asks of the consensus layer (EIP-7685), each with its type as the first byte. */
  readonly requests: readonly Uint8Array[]
}

/** Which block a request is about: a tag, a number, a hash. */
export type BlockSelector =
  | 'latest'
  | 'pending'
  | 'earliest'
  | 'safe'
  | 'finalized'
  | { readonly number: bigint }
  | { readonly hash: Uint8Array }

/** A transaction as a client asks for it: everything optional; the chain fills in what is missing. */
export interface TransactionRequest {
  readonly from?: Uint8Array | undefined
  readonly to?: Uint8Array | undefined
  readonly data?: Uint8Array | undefined
  readonly valueWei?: bigint | undefined
  readonly gasLimit?: bigint | undefined
  readonly gasPrice?: bigint | undefined
  readonly maxFeePerGas?: bigint | undefined
  readonly maxPriorityFeePerGas?: bigint | undefined
  readonly maxFeePerBlobGas?: bigint | undefined
  readonly nonce?: bigint | undefined
  readonly type?: number | undefined
  readonly chainId?: bigint | undefined
  readonly accessList?: readonly AccessListEntry[] | undefined
  readonly blobVersionedHashes?: readonly Uint8Array[] | undefined
  readonly blobs?: readonly Uint8Array[] | undefined
  readonly authorizationList?: readonly Authorization[] | undefined
}

/** EIP-2930 access list entry. */
export interface AccessListEntry {
  readonly address: Uint8Array
  readonly storageKeys: readonly Uint8Array[]
}

/** EIP-7702 authorization, signed. */
export interface Authorization {
  readonly chainId: bigint
  readonly address: Uint8Array
  readonly nonce: bigint
  readonly yParity: bigint
  readonly r: bigint
  readonly s: bigint
}

/** State override set of `eth_call` and its kin (geth's), per address. */
export interface AccountOverride {
  readonly address: Uint8Array
  readonly balanceWei?: bigint | undefined
  readonly nonce?: bigint | undefined
  readonly code?: Uint8Array | undefined
  /** Replaces the whole storage. */
  readonly state?: ReadonlyMap<string, Uint8Array> | undefined
  /** Replaces single slots. Keys are 0x hex of 32 bytes. */
  readonly stateDiff?: ReadonlyMap<string, Uint8Array> | undefined
  /** Where the precompile of this address is to be found instead. */
  readonly movePrecompileTo?: Uint8Array | undefined
}

/** Block override set of `eth_call` (geth's). */
export interface BlockOverrides {
  readonly number?: bigint | undefined
  readonly timestampSec?: bigint | undefined
  readonly gasLimit?: bigint | undefined
  readonly coinbase?: Uint8Array | undefined
  readonly prevRandao?: Uint8Array | undefined
  readonly baseFeePerGas?: bigint | undefined
  readonly blobBaseFee?: bigint | undefined
}

/** How a call that changes nothing is run. */
export interface CallOptions {
  /** @default 'latest' */
  readonly block?: BlockSelector
  readonly stateOverrides?: readonly AccountOverride[]
  readonly blockOverrides?: BlockOverrides
}

/** Calls that run one after the other in one block. */
export interface CallBundle {
  readonly calls: readonly TransactionRequest[]
  /** What is different from the block before: that of the state, or that of the bundle before, a second later. */
  readonly blockOverrides: BlockOverrides
}

/** What came of a call. */
export interface CallResult {
  readonly succeeded: boolean
  readonly returnData: Uint8Array
  readonly gasUsed: bigint
  readonly haltReason: string | undefined
  readonly logs: readonly ChainLog[]
}

/** The accounts whose keys the chain has. */
export interface KeyedAccount {
  readonly address: Uint8Array
  readonly privateKey: Uint8Array
}

/** Bytes in pieces of any size. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** How blocks come about. */
export interface MiningMode {
  /** Mine each transaction as it arrives. */
  readonly isAutomine: boolean
  /** Mine every so many milliseconds; 0 is never. */
  readonly intervalMs: number
  readonly order: 'fees' | 'arrival'
}

/** What `createChain` makes a chain of. Everything is optional. */
export interface ChainOptions {
  /** @default 31337n */
  readonly chainId?: bigint | undefined
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

/** A file that a chain survives in. */
export interface StateFileOptions {
  readonly path: string
  /** Bytes of no use that the file may have before it is written anew. @default 4 MiB */
  readonly wasteBytes?: number | undefined
}

/** Events of a chain; handlers run synchronously after the change is visible. */
export interface ChainEvents {
  block(block: ChainBlock): void
  pendingTransaction(transaction: ChainTransaction): void
  /**
   * Blocks left the chain by a reorg or a rollback, newest first, those without content in long runs
   * left out. `rewind` follows, and then the blocks that took their place.
   */
  orphaned(blocks: readonly ChainBlock[]): void
  /** After a revert to a snapshot, a reset, a reorg or a rollback: blocks above `head` are gone. */
  rewind(head: ChainBlock): void
  /** A line that a contract printed through console.log, decoded. */
  console(line: string): void
}

/** Progress of the transactions that wait. */
export interface MempoolContent {
  /** Executable in nonce order, by sender (lower-case 0x hex). */
  readonly pending: ReadonlyMap<string, readonly ChainTransaction[]>
  /** With a nonce gap before them. */
  readonly queued: ReadonlyMap<string, readonly ChainTransaction[]>
}

/**
 * The chain below the JSON-RPC layer: bytes and bigints in, bytes and bigints out.
 *
 * Everything that changes it is serialised by one mutex. Failures are `ScaffoldError`s whose `code`
 * begins with `CHAIN_` (see ../../errors.ts); the RPC layer maps them to JSON-RPC codes.
 */
export interface Chain {
  readonly chainId: bigint
  readonly hardfork: string
  /** Which rules blocks follow. */
  readonly schedule: ForkSchedule
  readonly accounts: readonly KeyedAccount[]
  readonly head: ChainBlock

  on<E extends keyof ChainEvents>(event: E, handler: ChainEvents[E]): () => void

  // Blocks and transactions
  /** The block, mined; `pending` gives the block that would be mined now. Undefined when there is none. */
  block(selector: BlockSelector): Promise<ChainBlock | undefined>
  /** A mined block by number without the cost of a promise, for ranges of logs. Undefined for blocks before a fork point. */
  blockAt(number: bigint): ChainBlock | undefined
  /**
   * The last of a long run of blocks without content that block `number` is in, as `mine` makes them
   * when asked for many: whoever scans blocks skips to it. Undefined for any other block.
   */
  lastEmptyBlock(number: bigint): bigint | undefined
  transaction(hash: Uint8Array): MinedTransaction | ChainTransaction | undefined
  /** Whether `transaction` came back mined. */
  isMined(transaction: MinedTransaction | ChainTransaction): transaction is MinedTransaction
  /** Like `transaction`, and looks in the chain that this one forked from. */
  findTransaction(hash: Uint8Array): Promise<MinedTransaction | ChainTransaction | undefined>
  /** The chain that this one forked from, for what has no counterpart here, e.g. logs of its past. */
  readonly remote: RemoteChain | undefined
  mempool(): MempoolContent
  dropTransaction(hash: Uint8Array): Promise<boolean>
  dropAllTransactions(): Promise<void>

  // State
  /** A view of the state at a block that may be read, and written without effect on the chain. */
  stateAt(selector: BlockSelector): Promise<WorldState>
  /** The nonce that the next transaction of `address` needs, those in the pool counted. */
  pendingNonce(address: Uint8Array): Promise<bigint>
  /** Changes the state of the head outside of any transaction (the set* methods of the test RPCs). */
  mutateState(change: (state: WorldState) => Promise<void>): Promise<void>

  // Execution
  /** Running again what ran, or might run, with somebody watching. */
  readonly tracing: ChainTracing
  call(request: TransactionRequest, options?: CallOptions): Promise<CallResult>
  /** Counts from now on which instructions transactions and calls run; undefined ends that. */
  countInstructions(counter: InstructionCounter | undefined): Promise<void>
  /** The least gas limit with which the transaction succeeds. @throws `CHAIN_CALL_FAILED` with the revert data. */
  estimateGas(request: TransactionRequest, options?: CallOptions): Promise<bigint>
  /** EIP-2930: what the transaction would touch, and the gas it would use with that list. */
  createAccessList(
    request: TransactionRequest,
    options?: CallOptions,
  ): Promise<{ accessList: readonly AccessListEntry[]; gasUsed: bigint; result: CallResult }>

  /** Runs bundles of calls, each on the state that the one before left. */
  callMany(
    bundles: readonly CallBundle[],
    options?: Omit<CallOptions, 'blockOverrides'>,
  ): Promise<readonly (readonly CallResult[])[]>
  /**
   * Runs blocks that could follow a block of the chain (`eth_simulateV1`).
   *
   * @throws `CHAIN_BLOCK_ORDER`, `CHAIN_TIMESTAMP_INVALID`, `CHAIN_SIMULATION_TOO_LONG`, and what is
   *   wrong with the first call that cannot run
   */
  simulate(request: SimulationRequest): Promise<readonly SimulatedBlock[]>

  // Transactions
  /** Fills in nonce, gas, fees and type; signs with the account's key, or marks as impersonated. */
  prepareTransaction(request: TransactionRequest): Promise<ChainTransaction>
  /** Adds to the mempool and, when automining, mines. Resolves once it is in the pool or mined. */
  submit(transaction: ChainTransaction): Promise<Uint8Array>
  /** Prepares and submits in one go, so that two at once do not take the same nonce. */
  send(request: TransactionRequest): Promise<Uint8Array>
  /** Like `send`, for any sender, whose signature nobody looks at. */
  sendUnsigned(request: TransactionRequest): Promise<Uint8Array>
  /** Decodes, checks and recovers the sender of a signed, serialised transaction (blob sidecars included). */
  decodeTransaction(raw: Uint8Array): Promise<ChainTransaction>

  // Mining
  /**
   * Mines `count` blocks, `intervalSec` apart. Of more than 512 those in the middle are only made when
   * looked at, and are not in the result.
   */
  mine(options?: {
    count?: bigint
    intervalSec?: bigint
    timestampSec?: bigint
  }): Promise<readonly ChainBlock[]>
  /**
   * Builds a block that nobody keeps.
   *
   * @throws `CHAIN_BLOCK_NOT_FOUND`, `CHAIN_TIMESTAMP_INVALID`, `CHAIN_VALUE_INVALID`, and what is wrong
   *   with the first transaction that is not valid
   */
  buildBlock(request: BlockRequest): Promise<BuiltBlock>
  /**
   * Runs blocks that were made elsewhere, as `geth export` writes them: one RLP list after the other.
   * Those that are there already are passed over; those before an invalid one stay. Resolves to how
   * many were added.
   *
   * @throws `CHAIN_BLOCK_UNREADABLE`, `CHAIN_BLOCK_INVALID`
   */
  importBlocks(blocks: ByteStream): Promise<number>
  readonly miningMode: MiningMode
  setMiningMode(change: Partial<MiningMode>): Promise<void>

  // Time
  /** What the chain's clock shows, seconds since the epoch. */
  readonly nowSec: bigint
  /** Seconds that the chain's clock is ahead of the wall clock. */
  readonly timeOffsetSec: bigint
  /** Moves the clock forward; returns the new offset. */
  increaseTime(seconds: bigint): Promise<bigint>
  /** Sets the clock to an absolute time (Ganache's evm_setTime); returns the new offset. */
  setTime(timestampSec: bigint): Promise<bigint>
  /** The exact timestamp of the next block. @throws `CHAIN_TIMESTAMP_INVALID` unless after the head's. */
  setNextTimestamp(timestampSec: bigint): Promise<void>
  /** Seconds between blocks regardless of the clock; undefined turns it off. */
  setTimestampInterval(seconds: bigint | undefined): Promise<void>

  // Fees and next-block fields
  /** The base fee that the next block will have, wei per gas. Undefined before London. */
  nextBaseFeePerGas(): bigint | undefined
  nextBlobBaseFee(): bigint | undefined
  suggestedPriorityFeePerGas(): bigint
  suggestedGasPrice(): bigint
  setNextBaseFeePerGas(value: bigint): Promise<void>
  setMinGasPrice(value: bigint): Promise<void>
  /** What is suggested from now on, wei per gas. */
  setGasPrice(value: bigint): Promise<void>
  /** At most 32 bytes for the blocks to come. @throws `CHAIN_VALUE_INVALID` */
  setExtraData(value: Uint8Array): Promise<void>
  setNextPrevRandao(value: Uint8Array): Promise<void>
  readonly coinbase: Uint8Array
  setCoinbase(address: Uint8Array): Promise<void>
  readonly blockGasLimit: bigint
  setBlockGasLimit(value: bigint): Promise<void>
  setChainId(value: bigint): Promise<void>

  // Accounts
  /** Accounts that can be locked and taken away. */
  readonly keyring: Keyring
  /** The key of an account that the chain signs for. */
  keyOf(address: Uint8Array): Uint8Array | undefined
  addAccount(privateKey: Uint8Array): Promise<void>
  impersonate(address: Uint8Array): Promise<void>
  stopImpersonating(address: Uint8Array): Promise<boolean>
  /** Lets every address send. */
  setAutoImpersonate(enabled: boolean): Promise<void>
  isImpersonated(address: Uint8Array): boolean

  // Snapshots
  /** Remembers everything: state, blocks, mempool, clock, settings. O(1) in the size of the chain. */
  snapshot(): Promise<bigint>
  /** Goes back; the snapshot and all later ones are used up. False when there is no such snapshot. */
  revert(id: bigint): Promise<boolean>
  /**
   * Takes off the newest `depth` blocks, as if they had never been. What was sent in them is gone.
   *
   * @throws `CHAIN_REORG_TOO_DEEP`
   */
  rollback(depth: bigint): Promise<void>
  /**
   * Replaces the newest `depth` blocks by as many others, which hold `transactions` and nothing else.
   * What was in the old blocks waits again where it is still valid. Changes nothing when it fails.
   *
   * @throws `CHAIN_REORG_TOO_DEEP`, `CHAIN_REORG_OFFSET_INVALID`, and why a transaction is refused
   */
  reorg(depth: bigint, transactions: readonly ReorgTransaction[]): Promise<void>
  /** Back to genesis, optionally on another fork. Undefined keeps the fork, null drops it. */
  reset(fork?: ForkOptions | null): Promise<void>
  readonly fork: ForkOptions | undefined
  /**
   * Takes in a dump in anvil's format, gzipped or not: its accounts over those that are there, its
   * blocks, if it has any, in place of all others. @throws `CHAIN_STATE_DUMP_INVALID`
   */
  loadDump(dump: Uint8Array): Promise<void>

  close(): Promise<void>
}

/** A transaction for one of the blocks that a reorg makes. */
export interface ReorgTransaction {
  /** What to send, or a signed transaction. */
  readonly transaction: TransactionRequest | Uint8Array
  /** 0 is the first of the new blocks. */
  readonly blockOffset: bigint
}

/** What a chain forks from. */
export interface ForkOptions {
  readonly url: string
  /** Below zero: so many before the latest. @default the remote's latest block at the time of forking */
  readonly blockNumber?: bigint | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** The JSON-RPC of the chain that was forked. */
export interface RemoteChain {
  readonly forkBlockNumber: bigint
  readonly chainId: bigint
  readonly url: string
  /** Another node of the same chain answers from now on. */
  useUrl(url: string): void
  /** @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR` */
  request(method: string, params: readonly unknown[]): Promise<unknown>
}
