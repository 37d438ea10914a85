import { id } from 'ethers'
import { toChecksumAddress } from '../abi/canonical-address.js'

/** A log as web3 1.10 gives it: numbers are numbers, the address has its capitals, `id` is made up. */
export interface Web3Log {
  [key: string]: unknown
  address: string
  data: string
  topics: string[]
  id?: string | null
}

/** A receipt as web3 1.10 gives it. */
export interface Web3Receipt {
  [key: string]: unknown
  transactionHash: string
  blockHash: string
  blockNumber: number
  gasUsed: number
  status?: boolean
  contractAddress?: string | null
  logs: Web3Log[]
}

type Raw = Record<string, unknown>

/** Turns a node's receipt into web3's, in place. */
export function formatReceipt(receipt: Raw): Web3Receipt {
  formatNumbers(receipt, [
    'blockNumber',
    'transactionIndex',
    'cumulativeGasUsed',
    'gasUsed',
    'effectiveGasPrice',
  ])
  const { logs, contractAddress, status } = receipt
  if (Array.isArray(logs)) receipt['logs'] = logs.map((log) => formatLog(log as Raw))
  if (typeof contractAddress === 'string') {
    receipt['contractAddress'] = toChecksumAddress(contractAddress)
  }
  if (status !== undefined && status !== null) receipt['status'] = Number(status) !== 0
  return receipt as Web3Receipt
}

/** Turns a node's log into web3's, in place. */
export function formatLog(log: Raw): Web3Log {
  const { blockHash, transactionHash, logIndex, address } = log
  if ([blockHash, transactionHash, logIndex].every((part) => typeof part === 'string')) {
    const parts = [blockHash, transactionHash, logIndex].map((part) => String(part).slice(2))
    log['id'] = `log_${id(parts.join('')).slice(2, 10)}`
  } else {
    log['id'] ??= null
  }
  formatNumbers(log, ['blockNumber', 'transactionIndex', 'logIndex'])
  if (typeof address === 'string') log['address'] = toChecksumAddress(address)
  return log as Web3Log
}

function formatNumbers(fields: Raw, keys: readonly string[]): void {
  for (const key of keys) {
    const value = fields[key]
    if (typeof value === 'string') fields[key] = Number(value)
  }
}
