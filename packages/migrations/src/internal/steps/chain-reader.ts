import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Eip1193Provider,
  type Hex,
  isHex,
  isScaffoldError,
  quantityToHex,
} from '@scaffold-evm/common'

/** What a receipt says that the record wants to know. */
export interface MinedReceipt {
  readonly succeeded: boolean
  readonly blockNumber: number
  readonly gasUsed: bigint
  /** Wei per gas. */
  readonly gasPriceWei: bigint
  readonly contractAddress: string | undefined
}

/** A transaction as the node has it. */
export interface NodeTransaction {
  readonly hash: Hex
  readonly from: string
  readonly nonce: number
  readonly to: string | undefined
  readonly valueWei: bigint
  readonly data: Hex
  /** Undefined while it waits. */
  readonly blockNumber: number | undefined
  /** Gas. */
  readonly gasLimit: bigint
  /** Wei per gas. */
  readonly gasPriceWei: bigint | undefined
  /** Wei per gas, of EIP-1559 transactions. */
  readonly maxFeePerGasWei: bigint | undefined
  /** Wei per gas, of EIP-1559 transactions. */
  readonly maxPriorityFeePerGasWei: bigint | undefined
}

function field(object: unknown, name: string): unknown {
  return Reflect.get(Object(object), name)
}

function quantity(object: unknown, name: string): bigint {
  const value = field(object, name)
  return typeof value === 'string' ? BigInt(value) : 0n
}

function text(object: unknown, name: string): string | undefined {
  const value = field(object, name)
  return typeof value === 'string' ? value : undefined
}

function hexField(object: unknown, name: string): Hex {
  const value = field(object, name)
  return isHex(value) ? value : '0x'
}

function maybeQuantity(object: unknown, name: string): bigint | undefined {
  return text(object, name) === undefined ? undefined : quantity(object, name)
}

function toTransaction(raw: unknown): NodeTransaction {
  const blockNumber = maybeQuantity(raw, 'blockNumber')
  return {
    hash: hexField(raw, 'hash'),
    from: text(raw, 'from') ?? '',
    nonce: Number(quantity(raw, 'nonce')),
    to: text(raw, 'to'),
    valueWei: quantity(raw, 'value'),
    data: hexField(raw, 'input'),
    blockNumber: blockNumber === undefined ? undefined : Number(blockNumber),
    gasLimit: quantity(raw, 'gas'),
    gasPriceWei: maybeQuantity(raw, 'gasPrice'),
    maxFeePerGasWei: maybeQuantity(raw, 'maxFeePerGas'),
    maxPriorityFeePerGasWei: maybeQuantity(raw, 'maxPriorityFeePerGas'),
  }
}

const retryDelaysMs = [100, 400, 1_600]

/** Nodes and what stands before them fail now and then with words of their own; asking again helps, but for what is wrong for good. */
function mayPass(error: unknown): boolean {
  const code: unknown = Reflect.get(Object(error), 'code')
  return !isScaffoldError(error) && code !== -32601 && code !== -32602
}

/** How many blocks are read one by one where the node keeps no old states. */
const longestScan = 1_000

/** Questions to a node, in plain types. */
export class ChainReader {
  readonly #provider: Eip1193Provider

  constructor(provider: Eip1193Provider) {
    this.#provider = provider
  }

  ask(method: string, ...params: readonly unknown[]): Promise<unknown> {
    return this.#provider.request({ method, params })
  }

  /** Asks for what no node has a reason to refuse; tried again when one does. */
  async #askFact(method: string, ...params: readonly unknown[]): Promise<unknown> {
    for (const delayMs of retryDelaysMs) {
      try {
        return await this.ask(method, ...params)
      } catch (error) {
        if (!mayPass(error)) throw error
        await sleep(delayMs)
      }
    }
    return this.ask(method, ...params)
  }

  async chainId(): Promise<bigint> {
    return BigInt(String(await this.#askFact('eth_chainId')))
  }

  async blockNumber(): Promise<number> {
    return Number(await this.#askFact('eth_blockNumber'))
  }

  /** Of the newest block; undefined on chains without one. */
  async baseFeeWei(): Promise<bigint | undefined> {
    const block = await this.#askFact('eth_getBlockByNumber', 'latest', false)
    return maybeQuantity(block, 'baseFeePerGas')
  }

  async genesisHash(): Promise<Hex> {
    return hexField(await this.#askFact('eth_getBlockByNumber', '0x0', false), 'hash')
  }

  async receipt(hash: Hex): Promise<MinedReceipt | undefined> {
    const raw = await this.#askFact('eth_getTransactionReceipt', hash)
    // Some nodes give receipts of transactions that still wait.
    if (raw === null || raw === undefined || text(raw, 'blockNumber') === undefined)
      return undefined
    return {
      succeeded: quantity(raw, 'status') === 1n || text(raw, 'status') === undefined,
      blockNumber: Number(quantity(raw, 'blockNumber')),
      gasUsed: quantity(raw, 'gasUsed'),
      gasPriceWei: quantity(raw, 'effectiveGasPrice'),
      contractAddress: text(raw, 'contractAddress'),
    }
  }

  async transaction(hash: Hex): Promise<NodeTransaction | undefined> {
    const raw = await this.#askFact('eth_getTransactionByHash', hash)
    return raw === null || raw === undefined ? undefined : toTransaction(raw)
  }

  async code(address: string): Promise<string> {
    return String(await this.#askFact('eth_getCode', address, 'latest'))
  }

  async hasCode(address: string): Promise<boolean> {
    const code = await this.code(address)
    return code !== '0x' && code !== '0x0'
  }

  async balanceWei(address: string): Promise<bigint> {
    return BigInt(String(await this.#askFact('eth_getBalance', address, 'latest')))
  }

  /** How many transactions of `address` are mined (`latest`, or up to a block, whose state the node may not keep) or known (`pending`). */
  async nonce(address: string, at: 'latest' | 'pending' | number): Promise<number> {
    if (typeof at === 'string') {
      return Number(await this.#askFact('eth_getTransactionCount', address, at))
    }
    return Number(await this.ask('eth_getTransactionCount', address, quantityToHex(at)))
  }

  /**
   * The mined transaction of a sender and nonce, in blocks after `afterBlock`: found by halving the range
   * where the node has the states of its ends, else block by block.
   */
  async transactionByNonce(
    from: string,
    nonce: number,
    afterBlock: number,
  ): Promise<NodeTransaction | undefined> {
    const head = await this.blockNumber()
    const at = await this.#blockOfNonce(from, nonce, { low: afterBlock, high: head })
    if (at !== undefined) return this.#inBlock(at, from, nonce)
    const first = Math.max(afterBlock, head - longestScan)
    for (let block = head; block >= first; block--) {
      const found = await this.#inBlock(block, from, nonce)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The block in which a nonce was used; undefined when the node does not keep what it takes to know. */
  async #blockOfNonce(
    from: string,
    nonce: number,
    range: { readonly low: number; readonly high: number },
  ): Promise<number | undefined> {
    let { low, high } = range
    try {
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        if ((await this.nonce(from, middle)) > nonce) high = middle
        else low = middle + 1
      }
      return low
    } catch (error) {
      if (isScaffoldError(error)) throw error
      return undefined
    }
  }

  async #inBlock(
    number: number,
    from: string,
    nonce: number,
  ): Promise<NodeTransaction | undefined> {
    const block = await this.#askFact('eth_getBlockByNumber', quantityToHex(number), true)
    const transactions = field(block, 'transactions')
    if (!Array.isArray(transactions)) return undefined
    return transactions
      .map(toTransaction)
      .find((tx) => tx.nonce === nonce && tx.from.toLowerCase() === from.toLowerCase())
  }
}
