import { Transaction } from 'ethers'
import type { FilledTransaction } from './account.js'
import { toTransactionRequest } from './rpc-transaction.js'

/** What was asked, as a transaction without signature. */
function wanted(asked: FilledTransaction): Transaction {
  const { chainId, from: _, ...tx } = asked
  return Transaction.from({ ...toTransactionRequest(tx), chainId } as Parameters<
    typeof Transaction.from
  >[0])
}

const compared = [
  'chainId',
  'to',
  'value',
  'data',
  'nonce',
  'gasLimit',
  'gasPrice',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'type',
] as const

/** How a signed transaction differs from what was asked, in words; undefined when it does not. */
export function differenceOfSigned(raw: string, asked: FilledTransaction): string | undefined {
  let signed: Transaction
  try {
    signed = Transaction.from(raw)
  } catch {
    return 'it is no transaction'
  }
  const from = signed.from?.toLowerCase()
  if (from === undefined) return 'it is not signed'
  if (from !== asked.from.toLowerCase())
    return `it is signed by ${signed.from}, not by ${asked.from}`
  const expected = wanted(asked)
  if (signed.unsignedSerialized === expected.unsignedSerialized) return undefined
  const field = compared.find((name) => signed[name] !== expected[name])
  if (field === undefined) return 'its lists of accesses or authorizations are others'
  return `its ${field} is ${describe(signed[field])}, asked was ${describe(expected[field])}`
}

function describe(value: unknown): string {
  const text = String(value)
  return text.length > 66 ? `${text.slice(0, 63)}…` : text
}
