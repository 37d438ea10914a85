import type { WorldState } from '../state/types.js'
import type { BlockSelector, BuiltBlock, ChainBlock } from './blocks/chain-block.js'
import type { CallBundle, CallOptions, CallResult } from './calls/call.js'
import type { ForkOptions, KeyedAccount, MiningMode } from './chain-options.js'
import type { ChainEvents } from './events.js'
import type { ExecutionMeter } from './execution/execution-meter.js'
import type { InstructionCounter } from './execution/instruction-counter.js'
import type { RemoteChain } from './fork/remote-chain.js'
import type { Keyring } from './keyring.js'
import type { BlockRequest } from './mining/build-block.js'
import type { ChainTime } from './mining/chain-time.js'
import type { NextBlock } from './mining/next-block.js'
import type { ForkSchedule } from './schedule/fork-schedule.js'
import type { SimulatedBlock, SimulationRequest } from './simulate/types.js'
import type { ChainTracing } from './tracing/chain-tracing.js'
import type { ChainTransaction, MinedTransaction } from './transactions/chain-transaction.js'
import type { AccessListEntry, TransactionRequest } from './transactions/transaction-request.js'

/**
 * The chain below the JSON-RPC layer: bytes and bigints in, bytes and bigints out.
 *
 * Everything that changes it is serialised by one mutex. Failures are `ScaffoldError`s whose `code`
 * begins with `CHAIN_` (see ../../errors); the RPC layer maps them to JSON-RPC codes.
 */
export interface Chain {
  readonly chainId: bigint
  readonly hardfork: string
  /** Which rules blocks follow. */
  readonly schedule: ForkSchedule
  readonly accounts: readonly KeyedAccount[]
  readonly head: ChainBlock

  on<E extends keyof ChainEvents>(event: E, handler: ChainEvents[E]): () => void

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

  /** A view of the state at a block that may be read, and written without effect on the chain. */
  stateAt(selector: BlockSelector): Promise<WorldState>
  /** The nonce that the next transaction of `address` needs, those in the pool counted. */
  pendingNonce(address: Uint8Array): Promise<bigint>
  /** Changes the state of the head outside of any transaction (the set* methods of the test RPCs). */
  mutateState(change: (state: WorldState) => Promise<void>): Promise<void>

  /** Running again what ran, or might run, with somebody watching. */
  readonly tracing: ChainTracing
  call(request: TransactionRequest, options?: CallOptions): Promise<CallResult>
  /** Counts from now on which instructions transactions and calls run; undefined ends that. */
  countInstructions(counter: InstructionCounter | undefined): Promise<void>
  /** Has transactions and calls watched from now on; undefined ends that. */
  meterExecutions(meter: ExecutionMeter | undefined): Promise<void>
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

  /** Fills in nonce, gas, fees and type; signs with the account's key, or marks as impersonated. */
  prepareTransaction(request: TransactionRequest): Promise<ChainTransaction>
  /** Adds to the mempool and, when automining, mines. Resolves once it is in the pool or mined. */
  submit(transaction: ChainTransaction, options?: SendOptions): Promise<Uint8Array>
  /** Prepares and submits in one go, so that two at once do not take the same nonce. */
  send(request: TransactionRequest, options?: SendOptions): Promise<Uint8Array>
  /** Like `send`, for any sender, whose signature nobody looks at. */
  sendUnsigned(request: TransactionRequest): Promise<Uint8Array>
  /** Decodes, checks and recovers the sender of a signed, serialised transaction (blob sidecars included). */
  decodeTransaction(raw: Uint8Array): Promise<ChainTransaction>

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

  readonly time: ChainTime
  readonly nextBlock: NextBlock
  setChainId(value: bigint): Promise<void>

  /** Accounts that can be locked and taken away. */
  readonly keyring: Keyring
  /** The key of an account that the chain signs for. */
  keyOf(address: Uint8Array): Uint8Array | undefined
  addAccount(privateKey: Uint8Array): Promise<void>
  /** Forgets the key of an account. */
  removeAccount(address: Uint8Array): Promise<void>
  impersonate(address: Uint8Array): Promise<void>
  stopImpersonating(address: Uint8Array): Promise<boolean>
  /** Lets every address send. */
  setAutoImpersonate(enabled: boolean): Promise<void>
  isImpersonated(address: Uint8Array): boolean

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

/** Progress of the transactions that wait. */
export interface MempoolContent {
  /** Executable in nonce order, by sender (lower-case 0x hex). */
  readonly pending: ReadonlyMap<string, readonly ChainTransaction[]>
  /** With a nonce gap before them. */
  readonly queued: ReadonlyMap<string, readonly ChainTransaction[]>
}

/** How a transaction is taken. */
export interface SendOptions {
  /**
   * Called when the transaction has run without failing and nothing else of its block can fail; the
   * block is sealed when what this gives is settled. Not called by a chain that is kept in a file or
   * forked, nor for what has to wait for others.
   */
  readonly beforeSeal?: ((hash: Uint8Array) => Promise<void>) | undefined
}

/** A transaction for one of the blocks that a reorg makes. */
export interface ReorgTransaction {
  /** What to send, or a signed transaction. */
  readonly transaction: TransactionRequest | Uint8Array
  /** 0 is the first of the new blocks. */
  readonly blockOffset: bigint
}

/** Bytes in pieces of any size. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
