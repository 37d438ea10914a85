import type { Eip1193Provider, Hex } from '@scaffold-evm/common'
import type { MeteringListener } from './call-metering.js'
import type { ExecutionListener } from './execution-watch.js'
import type { InstructionCounting } from './instruction-counting.js'
import { createChain } from './internal/chain/create-chain.js'
import type { Genesis } from './internal/chain/genesis/genesis.js'
import { loadCrypto } from './internal/crypto.js'
import { InProcessDevchain } from './internal/in-process-devchain.js'
import { resolveOptions } from './internal/resolve-options.js'
import { createNode } from './internal/rpc/create-node.js'
import type { DevchainServer, ListenOptions } from './listen-options.js'
import type { DevchainOptions } from './options.js'
import type {
  ExecutionRecording,
  RecordExecution,
  RecordingListener,
  RecordOptions,
} from './recording.js'

/** An account whose key the chain has. */
export interface DevchainAccount {
  readonly address: Hex
  readonly privateKey: Hex
}

/** A transaction for one of the blocks that a reorg makes. */
export interface DevchainReorgTransaction {
  /** A transaction object as `eth_sendTransaction` takes it, or a signed transaction. */
  readonly transaction: Hex | Readonly<Record<string, unknown>>
  /** 0 is the first of the new blocks. */
  readonly blockOffset: number
}

/** One of several clients of a chain in this process: an EIP-1193 provider. */
export interface DevchainProvider extends Eip1193Provider {
  /** Ends the subscriptions and listeners of this client. The chain goes on. */
  close(): void
}

/**
 * An Ethereum node in one object: an EIP-1193 provider over a chain in this process.
 *
 * `request` speaks JSON-RPC: all of `eth_*` that clients need, `net_*`, `web3_*`, `txpool_*`,
 * `debug_*`, and the helpers of test suites under the names `evm_*`, `hardhat_*` and `anvil_*`. It
 * rejects with an error that has a numeric `code`, and for reverts the return data in `data`; of a
 * transaction that was mined and failed it has the `transactionHash`.
 *
 * Events: `message` (`{ type: 'eth_subscription', data: { subscription, result } }`), `connect`,
 * `disconnect`, `chainChanged`.
 *
 * Cost: nothing listens, nothing is written to disk unless `stateFile` says where; keeping a snapshot costs what changes after it.
 * Limits: everything is in memory, whether it is kept in a file or not.
 */
export interface Devchain extends Eip1193Provider {
  readonly accounts: readonly DevchainAccount[]
  readonly chainId: bigint
  readonly hardfork: string
  /** Another client of the same chain, with subscriptions and listeners of its own. */
  connect(): DevchainProvider
  /** Remembers everything. Costs the same however long the chain is. */
  snapshot(): Promise<Hex>
  /**
   * Goes back to a snapshot, which is used up, as are all later ones.
   *
   * @throws `DEVCHAIN_SNAPSHOT_UNKNOWN`
   */
  revert(snapshotId: Hex): Promise<void>
  /** Mines `count` blocks, `intervalSec` apart. @default 1 block, 1 second */
  mine(count?: bigint | number, intervalSec?: bigint | number): Promise<void>
  /**
   * Takes off the newest blocks; what was sent in them is gone. @default 1 block
   *
   * @throws `CHAIN_REORG_TOO_DEEP`
   */
  rollback(depth?: bigint | number): Promise<void>
  /**
   * Replaces the newest `depth` blocks by as many others, which hold `transactions` and nothing else.
   * What was in the old ones waits again where it is still valid. Changes nothing when it fails.
   *
   * @throws `CHAIN_REORG_TOO_DEEP`, `CHAIN_REORG_OFFSET_INVALID`, and why a transaction is refused
   */
  reorg(depth: bigint | number, transactions?: readonly DevchainReorgTransaction[]): Promise<void>
  /** Moves the clock forward; the next block shows it. */
  increaseTime(seconds: bigint | number): Promise<void>
  /**
   * The exact time of the next block, seconds since the epoch.
   *
   * @throws `CHAIN_TIMESTAMP_INVALID` unless it is after the latest block's
   */
  setNextBlockTimestamp(timestampSec: bigint | number): Promise<void>
  /** Lets `address` send transactions without its key. */
  impersonate(address: Hex): Promise<void>
  stopImpersonating(address: Hex): Promise<void>
  setBalance(address: Hex, balanceWei: bigint): Promise<void>
  setNonce(address: Hex, nonce: bigint | number): Promise<void>
  setCode(address: Hex, code: Hex): Promise<void>
  /** `value` is 32 bytes. */
  setStorageAt(address: Hex, slot: bigint | Hex, value: Hex): Promise<void>
  /**
   * Runs blocks that were made elsewhere: one RLP list after the other, as `geth export` writes them.
   * What each header says is compared with what comes of running the block; proof of work is not
   * checked. Blocks that are there already are passed over. Resolves to how many were added; those
   * before an invalid one stay.
   *
   * @throws `CHAIN_BLOCK_UNREADABLE`, `CHAIN_BLOCK_INVALID`
   */
  importChain(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>
  /**
   * The blocks of the chain, the first included, each as the RLP that `importChain` and `geth import`
   * read.
   *
   * @throws `CHAIN_NOT_EXPORTABLE` while iterating, at a block that another node could not run
   */
  exportChain(): AsyncIterable<Uint8Array>
  /**
   * The text of a genesis.json from which another node makes the first block.
   *
   * @throws `CHAIN_NOT_EXPORTABLE`
   */
  exportGenesis(): Promise<string>
  /**
   * Runs a mined transaction again on the state before it, and records everything that it does.
   *
   * Of a fork that includes those of the forked chain up to the fork point; its node is asked for the state before.
   *
   * @throws `CHAIN_TRANSACTION_NOT_FOUND`; of a fork `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR`
   */
  recordTransaction(hash: Hex, options?: RecordOptions): Promise<ExecutionRecording>
  /**
   * What runs a mined transaction again, as {@link recordTransaction} does, at any later time and whatever becomes of the chain
   * meanwhile. Undefined when there is no such transaction.
   */
  findRecorder(hash: Hex): Promise<RecordExecution | undefined>
  /**
   * What runs a call with everything recorded, at any later time, on the state as it is now.
   *
   * @param params as `eth_call` takes them; rejects as that does what it does not understand
   */
  callRecorder(params: unknown): RecordExecution
  /**
   * Tells from now on of transactions as they are mined, and of calls as they are made, through any client. What it gives ends that.
   *
   * Cost: a recorder that is kept holds on to the state of its time.
   */
  watchExecutions(listener: ExecutionListener): () => void
  /** Counts from now on which instructions transactions and calls run, which costs little. One who counts at a time. */
  startCounting(): Promise<InstructionCounting>
  /**
   * Tells from now on what each call of transactions and calls takes; what it gives ends that. One who measures at a time.
   *
   * Cost: such executions run twice.
   */
  startMetering(listener: MeteringListener): Promise<() => Promise<void>>
  /**
   * Gives from now on the recording of every transaction; what it gives ends that. In place of metering, or of another who records.
   *
   * Cost: some hundred nanoseconds for each instruction, and what a recording takes for as long as it is kept.
   */
  startRecording(listener: RecordingListener): Promise<() => Promise<void>>
  /** Back to genesis. On a fork: back to the fork point. */
  reset(): Promise<void>
  /**
   * Serves the chain over HTTP and WebSocket JSON-RPC on one port, on the loopback address only
   * unless told otherwise.
   *
   * @throws `PORT_IN_USE`, `LISTEN_FAILED`, `DEVCHAIN_OPTION_INVALID`
   */
  listen(options?: ListenOptions): Promise<DevchainServer>
  /** Ends timers, servers and subscriptions. Requests are rejected from then on. */
  close(): Promise<void>
}

/**
 * Makes a chain in this process.
 *
 * @example
 * ```ts
 * const chain = await createDevchain()
 * const [from] = chain.accounts
 * await chain.request({ method: 'eth_blockNumber' }) // '0x0'
 * const server = await chain.listen({ port: 0 })
 * await chain.close()
 * ```
 * @throws `DEVCHAIN_OPTION_INVALID`, `CHAIN_HARDFORK_UNKNOWN`, `CHAIN_GENESIS_INVALID`, `CHAIN_MNEMONIC_INVALID`,
 * `CHAIN_DERIVATION_PATH_INVALID`, `CHAIN_FORK_UNREACHABLE`; with `stateFile` `LOCK_HELD`,
 * `CHAIN_STATE_FILE_CORRUPT`, `CHAIN_STATE_FILE_UNKNOWN`, `CHAIN_STATE_FILE_MISMATCH`
 */
export async function createDevchain(options: DevchainOptions = {}): Promise<Devchain> {
  const resolved = await resolveOptions(options)
  const genesis = await readGenesis(options)
  const crypto = await loadCrypto()
  const chain = await createChain({ ...resolved.chain, genesis }, crypto)
  chain.on('console', resolved.logger)
  return new InProcessDevchain(createNode(chain, crypto, resolved.settings))
}

/** Most chains have no such file. */
async function readGenesis({ genesis }: DevchainOptions): Promise<Genesis | undefined> {
  if (genesis === undefined) return undefined
  const { parseGenesis } = await import('./internal/genesis-file/parse-genesis.js')
  return parseGenesis(genesis)
}
