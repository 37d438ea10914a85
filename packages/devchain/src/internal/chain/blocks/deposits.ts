import { concatBytes } from '@ethereumjs/util'
import { bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { Rules } from '../rules.js'
import type { ChainLog } from './chain-log.js'

const depositTopic = hexToBytes(
  '0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5',
)

/** The data of a DepositEvent: five heads, and five lengths with bytes that are padded to words. */
const dataBytes = 576

/** Where the heads of its fields are, where these point to, and how long each field is. */
const fields = [
  { head: 0, tail: 160, sizeBytes: 48 },
  { head: 32, tail: 256, sizeBytes: 32 },
  { head: 64, tail: 320, sizeBytes: 8 },
  { head: 96, tail: 384, sizeBytes: 96 },
  { head: 128, tail: 512, sizeBytes: 8 },
] as const

/** EIP-6110: the deposits that the deposit contract logged, joined. */
export function collectDeposits(logs: readonly ChainLog[], { depositContract }: Rules): Uint8Array {
  const deposits = logs.filter((log) => isDeposit(log, depositContract))
  return concatBytes(...deposits.map(({ data }) => parseDeposit(data)))
}

/** EIP-6110: whether all deposits among `logs` are laid out as those of the deposit contract. */
export function areDepositsValid(logs: readonly ChainLog[], { depositContract }: Rules): boolean {
  return logs.every((log) => !isDeposit(log, depositContract) || isLaidOut(log.data))
}

function isLaidOut(data: Uint8Array): boolean {
  if (data.length !== dataBytes) return false
  return fields.every(
    ({ head, tail, sizeBytes }) =>
      wordAt(data, head) === BigInt(tail) && wordAt(data, tail) === BigInt(sizeBytes),
  )
}

function wordAt(data: Uint8Array, start: number): bigint {
  return bytesToBigint(data.subarray(start, start + 32))
}

function isDeposit({ address, topics }: ChainLog, contract: Uint8Array): boolean {
  const [topic] = topics
  return topic !== undefined && isSameBytes(address, contract) && isSameBytes(topic, depositTopic)
}

function parseDeposit(data: Uint8Array): Uint8Array {
  return concatBytes(
    ...fields.map(({ head, sizeBytes }) => {
      const start = Number(wordAt(data, head)) + 32
      return data.subarray(start, start + sizeBytes)
    }),
  )
}
