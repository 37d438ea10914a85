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

/** How a transaction that the network has differs from what was asked; undefined when it does not, or is not there yet. */
export function differenceOfSent(sent: unknown, asked: FilledTransaction): string | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined
  const same = (name: string, got: unknown, want: string | null | undefined): string | undefined =>
    String(got ?? '').toLowerCase() === (want ?? '').toLowerCase()
      ? undefined
      : `its ${name} is ${describe(got)}, asked was ${describe(want)}`
  const quantity = (value: unknown): string => String(BigInt(String(value ?? 0)))
  const field = (name: string): unknown => Reflect.get(sent, name)
  return (
    same('from', field('from'), asked.from) ??
    same('to', field('to'), asked.to) ??
    same('value', quantity(field('value')), quantity(asked.value)) ??
    same('data', field('input'), asked.data ?? '0x') ??
    same('nonce', quantity(field('nonce')), quantity(asked.nonce))
  )
}

function describe(value: unknown): string {
  const text = String(value)
  return text.length > 66 ? `${text.slice(0, 63)}…` : text
}
