import BN from 'bn.js'
import type { TruffleWeb3 } from './web3-script.js'

type Fields = Readonly<Record<string, unknown>>

/** What Truffle's `interfaceAdapter` can do. */
export interface InterfaceAdapter {
  readonly web3: unknown
  getNetworkId(): Promise<unknown>
  getBlock(block: unknown): Promise<unknown>
  getBlockNumber(): Promise<number>
  getTransaction(hash: string): Promise<unknown>
  getTransactionReceipt(hash: string): Promise<unknown>
  getBalance(address: string): Promise<string>
  getCode(address: string): Promise<string>
  getAccounts(): Promise<string[]>
  /** With `stacktrace` null when the estimate fails. */
  estimateGas(transaction: unknown, stacktrace?: boolean): Promise<number | null>
  getTransactionCostReport(receipt: Fields): Promise<TransactionCostReport | null>
  displayCost(valueWei: BN): string
}

/** What a transaction cost, as migrations report it. */
export interface TransactionCostReport {
  readonly timestamp: number
  readonly from: string
  readonly balance: string
  readonly gasUnit: 'gwei'
  readonly gasPrice: string
  readonly gas: BN
  readonly valueUnit: 'ETH'
  readonly value: string
  readonly cost: BN
}

/** Truffle's `interfaceAdapter` over a web3 that is loaded when it is first needed. */
export function createInterfaceAdapter(loadWeb3: () => unknown): InterfaceAdapter {
  const load = () => loadWeb3() as TruffleWeb3
  return {
    get web3() {
      return load()
    },
    getNetworkId: async () => load().eth.net.getId(),
    getBlock: async (block) => load().eth.getBlock(block as string),
    getBlockNumber: async () => load().eth.getBlockNumber(),
    getTransaction: async (hash) => load().eth.getTransaction(hash),
    getTransactionReceipt: async (hash) => load().eth.getTransactionReceipt(hash),
    getBalance: async (address) => load().eth.getBalance(address),
    getCode: async (address) => load().eth.getCode(address),
    getAccounts: async () => load().eth.getAccounts(),
    async estimateGas(transaction, stacktrace) {
      const estimate = load().eth.estimateGas(transaction as never)
      return stacktrace === true ? estimate.catch(() => null) : estimate
    },
    getTransactionCostReport: async (receipt) => reportCost(load(), receipt),
    displayCost: (valueWei) => load().utils.fromWei(valueWei, 'ether'),
  }
}

async function reportCost(
  { eth, utils }: TruffleWeb3,
  receipt: Fields,
): Promise<TransactionCostReport | null> {
  const transaction = await eth.getTransaction(String(receipt['transactionHash']))
  const block = await eth.getBlock(receipt['blockNumber'] as number)
  if (block === null) return null
  const gasPrice = new BN(transaction.gasPrice)
  const gas = new BN(receipt['gasUsed'] as string)
  const value = new BN(transaction.value)
  return {
    timestamp: Number(block.timestamp),
    from: transaction.from,
    balance: utils.fromWei(await eth.getBalance(transaction.from), 'ether'),
    gasUnit: 'gwei',
    gasPrice: utils.fromWei(gasPrice, 'gwei'),
    gas,
    valueUnit: 'ETH',
    value: utils.fromWei(value, 'ether'),
    cost: gasPrice.mul(gas).add(value),
  }
}
