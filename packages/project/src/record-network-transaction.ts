import {
  bytesToHex,
  type Eip1193Provider,
  type Hex,
  isHex,
  isScaffoldError,
} from '@scaffold-evm/common'
import type { ExecutionRecording, RecordExecution } from '@scaffold-evm/devchain'
import type { Connection } from './connection.js'
import { resolveInProcessNetwork } from './internal/config/resolve-network.js'
import type { HttpNetworkConfig, InProcessNetworkConfig } from './network-config.js'
import type { Project } from './project.js'
import {
  transactionHashInvalidError,
  transactionNotFoundError,
  transactionPendingError,
  transactionStateError,
} from './transaction-errors.js'

/** A transaction of a network, with all that it did. */
export interface NetworkRecording {
  readonly hash: Hex
  readonly blockNumber: bigint
  /** Of all of the transaction, as its receipt says. */
  readonly gasUsed: bigint
  readonly recording: ExecutionRecording
  /** Runs it again, e.g. in code that was compiled for debugging. Not after `close`. */
  readonly record: RecordExecution
  /** In which way it went otherwise than the network's receipt says; undefined when it did not. */
  readonly difference: string | undefined
  close(): Promise<void>
}

/**
 * Records a mined transaction of any network: on the chain of a connection in this process, else on a fork of the network at
 * the block before, where the transactions of its block that came earlier run first.
 *
 * Cost: what the block's transactions take up to that one and, of a network over HTTP, the requests for the state that they read.
 * Limits: of old blocks only archive nodes have the state. Rules that are not Ethereum's, such as those of rollups, are not followed.
 *
 * @throws `TRANSACTION_HASH_INVALID`, `TRANSACTION_NOT_FOUND`, `TRANSACTION_PENDING`, `TRANSACTION_STATE_UNAVAILABLE`
 */
export async function recordNetworkTransaction(
  project: Project,
  connection: Connection,
  hash: string,
): Promise<NetworkRecording> {
  const receipt = await minedReceipt(connection, hash)
  const { devchain, config } = connection
  if (devchain !== undefined || config.type !== 'http') {
    return recordOn(connection, receipt, () => Promise.resolve())
  }
  const replayed = await project.connect(connection.networkName, {
    network: replayNetwork(config, connection.chainId, receipt),
  })
  try {
    return await recordOn(replayed, receipt, () => replayed.close())
  } catch (error) {
    await replayed.close()
    if (!isScaffoldError(error, 'CHAIN_FORK_RPC_ERROR')) throw error
    throw transactionStateError(receipt.hash, receipt.blockNumber, error)
  }
}

/** What of a receipt counts here. */
interface MinedReceipt {
  readonly hash: Hex
  readonly blockNumber: bigint
  readonly gasUsed: bigint
  readonly succeeded: boolean
  /** Addresses, topics and data of its logs, in one text each. */
  readonly logs: readonly string[]
}

async function minedReceipt(connection: Connection, hash: string): Promise<MinedReceipt> {
  const { provider, networkName } = connection
  if (!isHex(hash) || hash.length !== 66) throw transactionHashInvalidError(hash)
  const receipt: unknown = await provider.request({
    method: 'eth_getTransactionReceipt',
    params: [hash],
  })
  const blockNumber = field(receipt, 'blockNumber')
  if (typeof blockNumber !== 'string') {
    const isPending = await isKnown(provider, hash)
    throw isPending
      ? transactionPendingError(hash, networkName)
      : transactionNotFoundError(hash, networkName)
  }
  const logs: unknown = field(receipt, 'logs')
  return {
    hash,
    blockNumber: BigInt(blockNumber),
    gasUsed: BigInt(String(field(receipt, 'gasUsed') ?? '0x0')),
    succeeded: BigInt(String(field(receipt, 'status') ?? '0x1')) === 1n,
    logs: Array.isArray(logs) ? logs.map(logText) : [],
  }
}

async function isKnown(provider: Eip1193Provider, hash: Hex): Promise<boolean> {
  const transaction = await provider.request({ method: 'eth_getTransactionByHash', params: [hash] })
  return transaction !== null && transaction !== undefined
}

function logText(log: unknown): string {
  return [field(log, 'address'), field(log, 'topics'), field(log, 'data')].join(' ').toLowerCase()
}

function field(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name)
}

/** A fork that holds the block of the transaction, so that the one before is just as the network has it. */
function replayNetwork(
  { url, headers }: HttpNetworkConfig,
  chainId: bigint,
  { blockNumber, succeeded }: MinedReceipt,
): InProcessNetworkConfig {
  const fork = { url, headers, blockNumber }
  // Networks for development may take contracts of any size; where one was refused, it is again.
  const network = { chainId, fork, accountCount: 0, allowUnlimitedContractSize: succeeded }
  return resolveInProcessNetwork(network, 'fork')
}

async function recordOn(
  { devchain }: Connection,
  receipt: MinedReceipt,
  close: () => Promise<void>,
): Promise<NetworkRecording> {
  const { hash, blockNumber, gasUsed } = receipt
  const record: RecordExecution = (options) => {
    if (devchain === undefined) throw transactionNotFoundError(hash, 'fork')
    return devchain.recordTransaction(hash, options)
  }
  const recording = await record()
  const difference = differenceOf(recording, receipt)
  return { hash, blockNumber, gasUsed, recording, record, difference, close }
}

function differenceOf(
  { frames }: ExecutionRecording,
  { succeeded, logs }: MinedReceipt,
): string | undefined {
  const haltReason = frames[0]?.haltReason
  if (succeeded && haltReason !== undefined)
    return `it succeeded there, and fails here (${haltReason})`
  if (!succeeded && haltReason === undefined) return 'it failed there, and succeeds here'
  const own = keptLogs(frames)
  const isSame = own.length === logs.length && own.every((log, index) => log === logs[index])
  return isSame ? undefined : `its events are others: ${logs.length} there, ${own.length} here`
}

/** In the order of logging, without those that were undone. */
function keptLogs(frames: ExecutionRecording['frames']): readonly string[] {
  const isKept = frames.map(({ haltReason }) => haltReason === undefined)
  for (const [index, { parent }] of frames.entries()) {
    if (parent >= 0 && isKept[parent] !== true) isKept[index] = false
  }
  return frames
    .flatMap(({ logs }, index) => (isKept[index] === true ? logs : []))
    .sort((a, b) => a.step - b.step)
    .map(({ address, topics, data }) =>
      [bytesToHex(address), topics.map(bytesToHex), bytesToHex(data)].join(' '),
    )
}
