import { type Hex, isScaffoldError, quantityToHex } from '@scaffold-evm/common'
import { forkBlockUnavailableError } from '../../../errors/fork.js'
import type { Crypto } from '../../crypto.js'
import type { ForkOptions } from '../chain-options.js'
import { CachedRpc } from './cached-rpc.js'
import { type CachedBlock, ForkCache, recallBlock, rememberBlock } from './fork-cache.js'
import { RemoteHistory } from './remote-history.js'
import { RpcClient } from './rpc-client.js'
import { RpcRecord } from './rpc-record.js'

/** A block with so many after it is not reorganised away. */
const safeDepth = 128n

/** How to connect to the chain to fork. */
export interface ConnectOptions {
  readonly crypto: Crypto
  /** Where answers are kept. */
  readonly cacheDir: string | undefined
  /** Hears what a user should know. */
  readonly onNotice?: ((message: string) => void) | undefined
}

/**
 * Connects to the chain to fork, and picks the block. A block that a cache has can be forked when the
 * other node does not answer.
 *
 * @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR`, `CHAIN_FORK_BLOCK_UNAVAILABLE`
 */
export async function connectToRemote(
  fork: ForkOptions,
  options: ConnectOptions,
): Promise<RemoteHistory> {
  const { crypto, cacheDir } = options
  const client = new RpcClient(fork)
  const { block, isSafe } = await pickBlock(client, fork, options)
  const { chainId, number } = block
  const parts = { client, crypto, chainId, forkBlockNumber: number }
  if (cacheDir === undefined || !isSafe) return new RemoteHistory({ ...parts, rpc: client })
  const cache = await ForkCache.open(cacheDir, block)
  const rpc = new CachedRpc(client, cache, number)
  return new RemoteHistory({ ...parts, rpc, close: () => cache.flush() })
}

interface Picked {
  readonly block: CachedBlock
  /** Whether it will stay what it is. */
  readonly isSafe: boolean
}

async function pickBlock(
  client: RpcClient,
  fork: ForkOptions,
  { cacheDir, onNotice }: ConnectOptions,
): Promise<Picked> {
  const { blockNumber, url } = fork
  try {
    const picked = await askForBlock(client, blockNumber)
    if (picked.isSafe && cacheDir !== undefined) await rememberBlock(cacheDir, url, picked.block)
    return picked
  } catch (error) {
    const isKnown = cacheDir !== undefined && blockNumber !== undefined && blockNumber >= 0n
    if (!isScaffoldError(error, 'CHAIN_FORK_UNREACHABLE') || !isKnown) throw error
    const block = await recallBlock(cacheDir, url, blockNumber)
    if (block === undefined) throw error
    onNotice?.(
      `The forked chain does not answer; going on with what was cached of block ${blockNumber}`,
    )
    return { block, isSafe: true }
  }
}

/** A block number below zero counts from the latest one back. */
async function askForBlock(client: RpcClient, blockNumber: bigint | undefined): Promise<Picked> {
  const isAbsolute = blockNumber !== undefined && blockNumber >= 0n
  // All that can be asked for at once travels together.
  const [chainId, latest, early] = await Promise.all([
    readQuantity(client, 'eth_chainId'),
    readQuantity(client, 'eth_blockNumber'),
    isAbsolute ? readHash(client, blockNumber) : undefined,
  ])
  const number = isAbsolute ? blockNumber : latest + (blockNumber ?? 0n)
  if (number > latest || number < 0n) throw forkBlockUnavailableError(number, latest)
  const hash = early ?? (await readHash(client, number))
  if (hash === undefined) throw forkBlockUnavailableError(number, latest)
  return { block: { chainId, number, hash }, isSafe: latest - number >= safeDepth }
}

async function readHash(client: RpcClient, number: bigint): Promise<Hex | undefined> {
  const method = 'eth_getBlockByNumber'
  const answer = await client.request(method, [quantityToHex(number), false])
  if (answer === null || answer === undefined) return undefined
  return new RpcRecord(method, answer).hex('hash')
}

async function readQuantity(client: RpcClient, method: string): Promise<bigint> {
  const result = await client.request(method, [])
  return new RpcRecord(method, { result }).quantity('result')
}
