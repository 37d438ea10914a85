import type { Devchain } from '@scaffold-evm/devchain'

type Fields = Readonly<Record<string, unknown>>

/** Fields that hardforks after Ganache 6 brought. */
const laterFields: ReadonlySet<string> = new Set([
  'type',
  'effectiveGasPrice',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'accessList',
  'yParity',
  'chainId',
  'baseFeePerGas',
  'blockTimestamp',
])

/** How results differ from those of Ganache 7. */
export const results: Readonly<Record<string, (result: unknown) => unknown>> = {
  eth_getTransactionReceipt: (result) => record(result, receiptOf),
  eth_getTransactionByHash: (result) => record(result, withoutLater),
  eth_getTransactionByBlockHashAndIndex: (result) => record(result, withoutLater),
  eth_getTransactionByBlockNumberAndIndex: (result) => record(result, withoutLater),
  eth_getBlockByHash: (result) => record(result, blockOf),
  eth_getBlockByNumber: (result) => record(result, blockOf),
  eth_getLogs: logsOf,
  eth_getFilterChanges: logsOf,
  eth_getFilterLogs: logsOf,
  web3_clientVersion: () => 'EthereumJS TestRPC/v2.13.2/ethereum-js',
  net_peerCount: () => 0,
}

/** Ganache 6 names its first account; blocks have none. */
export function firstAccount(chain: Devchain): string | null {
  return chain.accounts[0]?.address ?? null
}

function record(result: unknown, change: (fields: Fields) => Fields): unknown {
  return typeof result === 'object' && result !== null ? change(result as Fields) : result
}

function withoutLater(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !laterFields.has(key)))
}

function receiptOf(fields: Fields): Fields {
  return { ...withoutLater(fields), logs: logsOf(fields['logs']) }
}

function blockOf(fields: Fields): Fields {
  const { transactions } = fields
  return {
    ...withoutLater(fields),
    difficulty: '0x0',
    totalDifficulty: '0x0',
    transactions: Array.isArray(transactions)
      ? transactions.map((one) => record(one, withoutLater))
      : transactions,
  }
}

function logsOf(result: unknown): unknown {
  return Array.isArray(result) ? result.map((log) => record(log, logOf)) : result
}

function logOf(fields: Fields): Fields {
  return { ...withoutLater(fields), type: 'mined', removed: false }
}
