import { bytesToHex, type Hex, isScaffoldError, quantityToHex } from '@scaffold-evm/common'
import { forkResponseError } from '../../../errors/fork.js'
import type { Crypto } from '../../crypto.js'
import { createRemoteState } from '../../state/remote.js'
import type { WorldState } from '../../state/types.js'
import { createWorldState } from '../../state/world-state.js'
import type { MinedTransaction } from '../transactions/chain-transaction.js'
import type { RemoteRpc } from './cached-rpc.js'
import { parseBlock, parseReceipt, RemoteBlock } from './remote-block.js'
import type { RemoteChain } from './remote-chain.js'
import { RemoteRules } from './remote-rules.js'
import { remoteTransaction } from './remote-transaction.js'
import type { RpcClient } from './rpc-client.js'
import { RpcRecord } from './rpc-record.js'

/** The forked chain up to the block where ours begins. What was read once is kept. */
export class RemoteHistory implements RemoteChain {
  readonly chainId: bigint
  readonly forkBlockNumber: bigint
  readonly #client: RpcClient
  readonly #rpc: RemoteRpc
  readonly #close: () => Promise<void>
  readonly #crypto: Crypto
  readonly #rules: RemoteRules
  readonly #blocks = new Map<bigint, Promise<RemoteBlock | undefined>>()
  readonly #hashes = new Map<bigint, Uint8Array>()

  constructor(options: {
    readonly client: RpcClient
    /** The client, or a cache before it. */
    readonly rpc: RemoteRpc
    readonly close?: () => Promise<void>
    readonly crypto: Crypto
    readonly chainId: bigint
    readonly forkBlockNumber: bigint
  }) {
    this.#client = options.client
    this.#rpc = options.rpc
    this.#close = options.close ?? (() => Promise.resolve())
    this.#crypto = options.crypto
    this.chainId = options.chainId
    this.forkBlockNumber = options.forkBlockNumber
    this.#rules = new RemoteRules(options.chainId, options.crypto)
  }

  get url(): string {
    return this.#client.url
  }

  useUrl(url: string): void {
    this.#client.url = url
  }

  request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#rpc.request(method, params)
  }

  /** What was read is safe in the cache, if there is one. */
  close(): Promise<void> {
    return this.#close()
  }

  /** The block; undefined when it is after the fork. */
  block(number: bigint): Promise<RemoteBlock | undefined> {
    if (number > this.forkBlockNumber || number < 0n) return Promise.resolve(undefined)
    const known = this.#blocks.get(number)
    if (known !== undefined) return known
    const reading = this.#readBlock('eth_getBlockByNumber', quantityToHex(number))
    this.#blocks.set(number, reading)
    reading.catch(() => this.#blocks.delete(number))
    return reading
  }

  async blockWithHash(hash: Uint8Array): Promise<RemoteBlock | undefined> {
    const number = await this.#numberOf('eth_getBlockByHash', [bytesToHex(hash), false], 'number')
    return number === undefined ? undefined : this.block(number)
  }

  async transaction(hash: Uint8Array): Promise<MinedTransaction | undefined> {
    const hex = bytesToHex(hash)
    const number = await this.#numberOf('eth_getTransactionByHash', [hex], 'blockNumber')
    if (number === undefined) return undefined
    const block = await this.block(number)
    return block?.transactions.find((transaction) => bytesToHex(transaction.hash) === hex)
  }

  /** Of a block up to the fork. */
  async blockHash(number: bigint): Promise<Uint8Array> {
    const known = this.#hashes.get(number)
    if (known !== undefined) return known
    const method = 'eth_getBlockByNumber'
    const answer = await this.request(method, [quantityToHex(number), false])
    const hash = new RpcRecord(method, answer).bytes('hash')
    this.#hashes.set(number, hash)
    return hash
  }

  /** The state after a block of the forked chain. */
  stateAt(blockNumber: bigint): WorldState {
    const remote = createRemoteState({
      request: ({ method, params }) => this.request(method, Array.isArray(params) ? params : []),
      blockNumber,
    })
    return createWorldState({ crypto: this.#crypto, remote })
  }

  /** The number of what was asked for; undefined when there is none, or it came after the fork. */
  async #numberOf(
    method: string,
    params: readonly unknown[],
    field: string,
  ): Promise<bigint | undefined> {
    const answer = await this.request(method, params)
    if (answer === null || answer === undefined) return undefined
    const number = new RpcRecord(method, answer).optionalQuantity(field)
    return number === undefined || number > this.forkBlockNumber ? undefined : number
  }

  async #readBlock(method: string, id: Hex): Promise<RemoteBlock | undefined> {
    const answer = await this.request(method, [id, true])
    if (answer === null || answer === undefined) return undefined
    const record = new RpcRecord(method, answer)
    const transactions = record
      .records('transactions')
      .map((transaction) => remoteTransaction(transaction, this.#rules.ofTransactions))
    const receipts = transactions.length === 0 ? [] : await this.#receipts(id, transactions)
    const executed = transactions.map((transaction, index) => {
      const receipt = receipts[index]
      if (receipt === undefined) {
        throw forkResponseError('eth_getBlockReceipts', 'all receipts', receipts.length)
      }
      return { transaction, receipt: parseReceipt(receipt) }
    })
    const block = parseBlock(record, this.#rules.ofHeader(record), transactions)
    return new RemoteBlock(block, executed, {
      rules: this.#rules.ofCalls(record),
      createState: () => this.stateAt(block.header.number),
    })
  }

  async #receipts(
    id: Hex,
    transactions: readonly { readonly hash: Uint8Array }[],
  ): Promise<RpcRecord[]> {
    const all = await this.#blockReceipts(id)
    const answers =
      all ??
      (await Promise.all(
        transactions.map(({ hash }) =>
          this.request('eth_getTransactionReceipt', [bytesToHex(hash)]),
        ),
      ))
    return answers.map((answer) => new RpcRecord('eth_getTransactionReceipt', answer))
  }

  /** Undefined when the other node does not have the method. */
  async #blockReceipts(id: Hex): Promise<readonly unknown[] | undefined> {
    try {
      const answer = await this.request('eth_getBlockReceipts', [id])
      return Array.isArray(answer) ? answer : undefined
    } catch (error) {
      if (isScaffoldError(error, 'CHAIN_FORK_RPC_ERROR')) return undefined
      throw error
    }
  }
}
