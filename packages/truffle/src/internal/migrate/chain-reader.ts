import type { Eip1193Provider } from '@scaffold-evm/common'
import { quantityToHex } from '@scaffold-evm/common'

/** What a report says of a transaction that deployed a contract. */
export interface DeploymentReceipt {
  readonly transactionHash: string
  readonly contractAddress: string | undefined
  readonly blockNumber: bigint
  readonly gasUsed: bigint
  readonly isSuccessful: boolean
}

/** What a report says of the transaction itself. */
export interface SentTransaction {
  readonly from: string
  readonly gasPriceWei: bigint
  readonly valueWei: bigint
}

/** What migrations ask of a chain beyond contracts. */
export class ChainReader {
  readonly #provider: Eip1193Provider

  constructor(provider: Eip1193Provider) {
    this.#provider = provider
  }

  async blockNumber(): Promise<number> {
    return Number(await this.#request('eth_blockNumber', []))
  }

  /** Gas. */
  async blockGasLimit(): Promise<bigint> {
    return quantity(await this.#request('eth_getBlockByNumber', ['latest', false]), 'gasLimit')
  }

  /** Seconds. */
  async timestampOf(blockNumber: bigint): Promise<bigint> {
    const params = [quantityToHex(blockNumber), false]
    return quantity(await this.#request('eth_getBlockByNumber', params), 'timestamp')
  }

  /** Wei, as of the latest block. */
  async balanceOf(address: string): Promise<bigint> {
    return BigInt(String(await this.#request('eth_getBalance', [address, 'latest'])))
  }

  async hasCode(address: string): Promise<boolean> {
    const code = await this.#request('eth_getCode', [address, 'latest'])
    return code !== '0x' && code !== '0x0' && code !== null && code !== undefined
  }

  async receiptOf(transactionHash: string): Promise<DeploymentReceipt | undefined> {
    const receipt = await this.#request('eth_getTransactionReceipt', [transactionHash])
    if (receipt === null || receipt === undefined) return undefined
    const status = Reflect.get(Object(receipt), 'status')
    return {
      transactionHash,
      contractAddress: text(receipt, 'contractAddress'),
      blockNumber: quantity(receipt, 'blockNumber'),
      gasUsed: quantity(receipt, 'gasUsed'),
      isSuccessful: status === undefined || status === null || Number(status) === 1,
    }
  }

  async transaction(hash: string): Promise<SentTransaction> {
    const sent = await this.#request('eth_getTransactionByHash', [hash])
    return {
      from: text(sent, 'from') ?? '',
      gasPriceWei: quantity(sent, 'gasPrice'),
      valueWei: quantity(sent, 'value'),
    }
  }

  #request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#provider.request({ method, params })
  }
}

function quantity(record: unknown, name: string): bigint {
  const value: unknown = Reflect.get(Object(record), name)
  return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n
}

function text(record: unknown, name: string): string | undefined {
  const value: unknown = Reflect.get(Object(record), name)
  return typeof value === 'string' ? value : undefined
}
