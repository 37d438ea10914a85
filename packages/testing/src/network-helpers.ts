import type { Eip1193Provider } from '@scaffold-evm/common'
import type { Addressable } from 'ethers'
import { blockNumberPast, networkUnsupported, responseInvalid } from './errors.js'
import { resolveAddress } from './internal/helpers/addresses.js'
import { type Fixture, FixtureCache } from './internal/helpers/fixtures.js'
import {
  assertHex,
  assertTransactionHash,
  type BlockTag,
  type NumberLike,
  toBigint,
  toQuantity,
  toWord,
} from './internal/helpers/quantities.js'
import { type ReorgTransaction, toReorgPairs } from './internal/helpers/reorg-transactions.js'
import { type SnapshotRestorer, takeSnapshot } from './internal/helpers/snapshots.js'
import { createTime, type DevelopmentRequest, type Time } from './internal/helpers/time.js'

export type { Duration } from './internal/helpers/duration.js'
export type { BlockTag, Fixture, NumberLike, ReorgTransaction, SnapshotRestorer, Time }

/** What helpers are made for: any EIP-1193 provider of a development network, with the network's name for messages. */
export interface HelperConnection {
  readonly provider: Eip1193Provider
  readonly networkName?: string
}

/** How blocks are mined. */
export interface MineOptions {
  /** Seconds between the blocks. @default 1 */
  readonly interval?: NumberLike
}

/**
 * Sets up and steers a development chain. Functions may be taken off the object. All but the pure ones
 * throw `TEST_NETWORK_UNSUPPORTED` on networks other than Hardhat-compatible development nodes.
 */
export interface NetworkHelpers<C extends HelperConnection = HelperConnection> {
  readonly time: Time
  /**
   * Runs a named function once; every later call goes back to the state it left and returns the same value.
   *
   * @throws `TEST_FIXTURE_ANONYMOUS`, `TEST_FIXTURE_LOST`
   */
  loadFixture<T>(fixture: Fixture<T, C>): Promise<T>
  /** Forgets all fixtures, so that they run again. */
  clearSnapshots(): void
  takeSnapshot(): Promise<SnapshotRestorer>
  /** Mines blocks, one by default. */
  mine(blocks?: NumberLike, options?: MineOptions): Promise<void>
  /** Mines until the latest block has this number. @throws `TEST_BLOCK_PAST` */
  mineUpTo(blockNumber: NumberLike): Promise<void>
  /** Takes a transaction out of the mempool; false when it is not there. */
  dropTransaction(hash: string): Promise<boolean>
  /** Takes off the newest blocks, one by default; what was sent in them is gone. */
  rollback(depth?: NumberLike): Promise<void>
  /**
   * Replaces the newest `depth` blocks by as many others, which hold `transactions` and nothing else.
   * What was in the old ones waits again where it is still valid.
   */
  reorg(depth: NumberLike, transactions?: readonly ReorgTransaction[]): Promise<void>
  /** 32 bytes of storage. */
  getStorageAt(
    account: string | Addressable,
    slot: NumberLike,
    block?: NumberLike | BlockTag,
  ): Promise<string>
  setStorageAt(account: string | Addressable, slot: NumberLike, value: NumberLike): Promise<void>
  /** In wei. */
  setBalance(account: string | Addressable, balance: NumberLike): Promise<void>
  setCode(account: string | Addressable, code: string): Promise<void>
  setNonce(account: string | Addressable, nonce: NumberLike): Promise<void>
  setCoinbase(account: string | Addressable): Promise<void>
  /** Of the next block. */
  setPrevRandao(prevRandao: NumberLike): Promise<void>
  /** Of all blocks to come, in gas. */
  setBlockGasLimit(blockGasLimit: NumberLike): Promise<void>
  /** Of the next block, in wei per gas. */
  setNextBlockBaseFeePerGas(baseFeePerGas: NumberLike): Promise<void>
  /** Transactions from this account need no key from now on. */
  impersonateAccount(account: string | Addressable): Promise<void>
  stopImpersonatingAccount(account: string | Addressable): Promise<void>
  /** Starts the chain anew, as a fork when a URL is given. Forgets all fixtures. */
  reset(url?: string, blockNumber?: NumberLike): Promise<void>
}

/** Helpers for the chain of a connection. */
export function createNetworkHelpers<C extends HelperConnection>(connection: C): NetworkHelpers<C> {
  const request = developmentRequest(connection)
  const snapshot = async (): Promise<SnapshotRestorer> => {
    await request.check()
    return await takeSnapshot(connection.provider)
  }
  const fixtures = new FixtureCache(connection, snapshot)
  const time = createTime(request.send)
  return {
    time,
    takeSnapshot: snapshot,
    clearSnapshots: () => fixtures.clear(),
    async loadFixture(fixture) {
      await request.check()
      return await fixtures.load(fixture)
    },
    async reset(url, blockNumber) {
      const block = blockNumber === undefined ? {} : { blockNumber: Number(toBigint(blockNumber)) }
      const forking = url === undefined ? [] : [{ forking: { jsonRpcUrl: url, ...block } }]
      await request.send('hardhat_reset', ...forking)
      fixtures.clear()
    },
    ...miningHelpers(request.send, time),
    ...stateHelpers(request.send),
  }
}

type MiningHelpers = Pick<
  NetworkHelpers,
  | 'mine'
  | 'mineUpTo'
  | 'dropTransaction'
  | 'rollback'
  | 'reorg'
  | 'setPrevRandao'
  | 'setBlockGasLimit'
  | 'setNextBlockBaseFeePerGas'
  | 'setCoinbase'
>

function miningHelpers(request: DevelopmentRequest, time: Time): MiningHelpers {
  return {
    async mine(blocks = 1, options = {}) {
      await request('hardhat_mine', toQuantity(blocks), toQuantity(options.interval ?? 1))
    },
    async mineUpTo(blockNumber) {
      const wanted = toBigint(blockNumber)
      const latest = toBigint(await time.latestBlock())
      if (wanted <= latest) throw blockNumberPast(wanted, latest)
      await request('hardhat_mine', toQuantity(wanted - latest))
    },
    async dropTransaction(hash) {
      assertTransactionHash(hash)
      const isDropped = await request('hardhat_dropTransaction', hash)
      if (typeof isDropped === 'boolean') return isDropped
      throw responseInvalid('The value returned by hardhat_dropTransaction should be a boolean')
    },
    async rollback(depth = 1) {
      await request('anvil_rollback', toQuantity(depth))
    },
    async reorg(depth, transactions = []) {
      await request('anvil_reorg', toQuantity(depth), await toReorgPairs(transactions))
    },
    async setPrevRandao(prevRandao) {
      await request('hardhat_setPrevRandao', toWord(prevRandao))
    },
    async setBlockGasLimit(blockGasLimit) {
      await request('evm_setBlockGasLimit', toQuantity(blockGasLimit))
    },
    async setNextBlockBaseFeePerGas(baseFeePerGas) {
      await request('hardhat_setNextBlockBaseFeePerGas', toQuantity(baseFeePerGas))
    },
    async setCoinbase(account) {
      await request('hardhat_setCoinbase', await resolveAddress(account))
    },
  }
}

type StateHelpers = Pick<
  NetworkHelpers,
  | 'getStorageAt'
  | 'setStorageAt'
  | 'setBalance'
  | 'setCode'
  | 'setNonce'
  | 'impersonateAccount'
  | 'stopImpersonatingAccount'
>

function stateHelpers(request: DevelopmentRequest): StateHelpers {
  return {
    async getStorageAt(account, slot, block = 'latest') {
      const address = await resolveAddress(account)
      const value = await request('eth_getStorageAt', address, toWord(slot), toBlock(block))
      if (typeof value === 'string') return value
      throw responseInvalid('The value returned by eth_getStorageAt should be a string')
    },
    async setStorageAt(account, slot, value) {
      const address = await resolveAddress(account)
      await request('hardhat_setStorageAt', address, toQuantity(slot), toWord(value))
    },
    async setBalance(account, balance) {
      await request('hardhat_setBalance', await resolveAddress(account), toQuantity(balance))
    },
    async setCode(account, code) {
      const address = await resolveAddress(account)
      assertHex(code)
      await request('hardhat_setCode', address, code)
    },
    async setNonce(account, nonce) {
      await request('hardhat_setNonce', await resolveAddress(account), toQuantity(nonce))
    },
    async impersonateAccount(account) {
      await request('hardhat_impersonateAccount', await resolveAddress(account))
    },
    async stopImpersonatingAccount(account) {
      await request('hardhat_stopImpersonatingAccount', await resolveAddress(account))
    },
  }
}

function toBlock(block: NumberLike | BlockTag): string {
  const isTag = typeof block === 'string' && !block.startsWith('0x')
  return isTag ? block : toQuantity(block)
}

const developmentNodes = /^(?:hardhat|zksync|anvil)/i

interface CheckedRequest {
  /** @throws `TEST_NETWORK_UNSUPPORTED` */
  check(): Promise<void>
  readonly send: DevelopmentRequest
}

/** Asks the node once what it is, then lets requests through. */
function developmentRequest({ provider, networkName }: HelperConnection): CheckedRequest {
  let checked: Promise<void> | undefined
  const check = async (): Promise<void> => {
    const version = String(await provider.request({ method: 'web3_clientVersion', params: [] }))
    if (!developmentNodes.test(version)) throw networkUnsupported(networkName ?? '?', version)
  }
  const checkOnce = (): Promise<void> => {
    checked ??= check()
    return checked
  }
  return {
    check: checkOnce,
    async send(method, ...params) {
      await checkOnce()
      return await provider.request({ method, params })
    },
  }
}
