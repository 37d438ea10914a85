import { concatBytes } from '@ethereumjs/util'
import { bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import type { Rules } from '../rules.js'
import type { ChainLog } from '../types.js'
import { isSameBytes } from '../words.js'

const depositTopic = hexToBytes(
  '0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5',
)

/** Where the five fields of a DepositEvent begin in its data, and how long each is. */
const fields = [
  { head: 0, sizeBytes: 48 },
  { head: 32, sizeBytes: 32 },
  { head: 64, sizeBytes: 8 },
  { head: 96, sizeBytes: 96 },
  { head: 128, sizeBytes: 8 },
] as const

/** EIP-6110: the deposits that the deposit contract logged, joined. */
export function collectDeposits(logs: readonly ChainLog[], { depositContract }: Rules): Uint8Array {
  const deposits = logs.filter((log) => isDeposit(log, depositContract))
  return concatBytes(...deposits.map(({ data }) => parseDeposit(data)))
}

function isDeposit({ address, topics }: ChainLog, contract: Uint8Array): boolean {
  const [topic] = topics
  return topic !== undefined && isSameBytes(address, contract) && isSameBytes(topic, depositTopic)
}

function parseDeposit(data: Uint8Array): Uint8Array {
  return concatBytes(
    ...fields.map(({ head, sizeBytes }) => {
      const start = Number(bytesToBigint(data.subarray(head, head + 32))) + 32
      return data.subarray(start, start + sizeBytes)
    }),
  )
}
