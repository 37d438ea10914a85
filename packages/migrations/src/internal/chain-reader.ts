import { type Eip1193Provider, type Hex, isHex, quantityToHex } from '@scaffold-evm/common'

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

function toTransaction(raw: unknown): NodeTransaction {
  return {
    hash: hexField(raw, 'hash'),
    from: text(raw, 'from') ?? '',
    nonce: Number(quantity(raw, 'nonce')),
    to: text(raw, 'to'),
    valueWei: quantity(raw, 'value'),
    data: hexField(raw, 'input'),
  }
}

/** Questions to a node, in plain types. */
export class ChainReader {
  readonly #provider: Eip1193Provider

  constructor(provider: Eip1193Provider) {
    this.#provider = provider
  }

  ask(method: string, ...params: readonly unknown[]): Promise<unknown> {
    return this.#provider.request({ method, params })
  }

  async blockNumber(): Promise<number> {
    return Number(await this.ask('eth_blockNumber'))
  }

  async genesisHash(): Promise<Hex> {
    return hexField(await this.ask('eth_getBlockByNumber', '0x0', false), 'hash')
  }

  async receipt(hash: Hex): Promise<MinedReceipt | undefined> {
    const raw = await this.ask('eth_getTransactionReceipt', hash)
    if (raw === null || raw === undefined) return undefined
    return {
      succeeded: quantity(raw, 'status') === 1n || text(raw, 'status') === undefined,
      blockNumber: Number(quantity(raw, 'blockNumber')),
      gasUsed: quantity(raw, 'gasUsed'),
      gasPriceWei: quantity(raw, 'effectiveGasPrice'),
      contractAddress: text(raw, 'contractAddress'),
    }
  }

  async transaction(hash: Hex): Promise<NodeTransaction | undefined> {
    const raw = await this.ask('eth_getTransactionByHash', hash)
    return raw === null || raw === undefined ? undefined : toTransaction(raw)
  }

  async code(address: string): Promise<string> {
    return String(await this.ask('eth_getCode', address, 'latest'))
  }

  async hasCode(address: string): Promise<boolean> {
    const code = await this.code(address)
    return code !== '0x' && code !== '0x0'
  }

  async balanceWei(address: string): Promise<bigint> {
    return BigInt(String(await this.ask('eth_getBalance', address, 'latest')))
  }

  /** How many transactions of `address` are mined (`latest`, or up to a block) or known (`pending`). */
  async nonce(address: string, at: 'latest' | 'pending' | number): Promise<number> {
    const block = typeof at === 'number' ? quantityToHex(at) : at
    return Number(await this.ask('eth_getTransactionCount', address, block))
  }

  /** The mined transaction of a sender and nonce, found by halving the range of blocks. */
  async transactionByNonce(from: string, nonce: number): Promise<NodeTransaction | undefined> {
    let low = 0
    let high = await this.blockNumber()
    if ((await this.nonce(from, high)) <= nonce) return undefined
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if ((await this.nonce(from, middle)) > nonce) high = middle
      else low = middle + 1
    }
    const block = await this.ask('eth_getBlockByNumber', quantityToHex(low), true)
    const transactions = field(block, 'transactions')
    if (!Array.isArray(transactions)) return undefined
    return transactions
      .map(toTransaction)
      .find((tx) => tx.nonce === nonce && tx.from.toLowerCase() === from.toLowerCase())
  }
}
