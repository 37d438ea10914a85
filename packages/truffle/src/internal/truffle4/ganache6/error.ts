import { createHash } from 'node:crypto'
import { bytesToHex, errorMessage } from '@scaffold-evm/common'
import type { JsonRpcPayload } from '../../../truffle-provider.js'
import type { RpcErrorObject } from '../rpc-response.js'

/** Ganache 6 has one code for everything. */
const code = -32_000

/** What Ganache 7 tells of a failed execution. */
interface RuntimeData {
  readonly hash: string | null
  readonly programCounter: number
  readonly reason: string | null
  /** `revert`, `invalid opcode`, `out of gas`, … */
  readonly message: string
}

/** An error of a chain in Ganache 6's words and shape. */
export function errorOfGanache6(payload: JsonRpcPayload, error: unknown): RpcErrorObject {
  const message = messageOf(payload, error)
  const execution = executionOf(payload, error)
  const name = execution === undefined ? 'Error' : 'RuntimeError'
  const stack = `${name}: ${message}`
  return { message, code, data: { ...execution, stack, name } }
}

/** The hash of a transaction that was mined and failed. */
export function failedTransactionHash(error: unknown): string | undefined {
  return runtimeDataOf(error)?.hash ?? undefined
}

function runtimeDataOf(error: unknown): RuntimeData | undefined {
  const data: unknown = Reflect.get(Object(error), 'data')
  if (typeof data !== 'object' || data === null || !('programCounter' in data)) return undefined
  return data as RuntimeData
}

/** What happened by transaction hash. Calls have one, too; estimates tell nothing. */
function executionOf(
  payload: JsonRpcPayload,
  error: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const failure = failureOf(error)
  if (failure === undefined) return undefined
  if (payload.method === 'eth_estimateGas') return {}
  const data = runtimeDataOf(error)
  const { reason } = data ?? { reason: reasonIn(errorMessage(error)) }
  return {
    [data?.hash ?? hashOf(payload)]: {
      error: failure.haltReason,
      program_counter: data?.programCounter ?? 0,
      return: failure.haltReason === 'revert' ? bytesToHex(failure.returnData) : '0x',
      ...(reason === null || reason === undefined ? {} : { reason }),
    },
  }
}

/** What the chain's own errors hold beside what they show. */
interface Failure {
  readonly haltReason: string
  readonly returnData: Uint8Array
}

function failureOf(error: unknown): Failure | undefined {
  const failure: unknown = Reflect.get(Object(error), 'failure')
  if (typeof failure !== 'object' || failure === null || !('returnData' in failure)) {
    return undefined
  }
  return failure as Failure
}

function reasonIn(message: string): string | undefined {
  return /^VM Exception while processing transaction: revert (.+)$/s.exec(message)?.[1]
}

/** A call's transaction is never seen again. */
function hashOf(payload: JsonRpcPayload): string {
  const digest = createHash('sha256').update(JSON.stringify(payload.params ?? []))
  return `0x${digest.digest('hex')}`
}

type Words = (payload: JsonRpcPayload, data: Readonly<Record<string, unknown>>) => string

/** By the code of the error that it comes from. */
const wordsByCause: Readonly<Record<string, Words>> = {
  CHAIN_INTRINSIC_GAS: () => 'base fee exceeds gas limit',
  CHAIN_GAS_LIMIT_EXCEEDS_BLOCK: () => 'Exceeds block gas limit',
  CHAIN_INSUFFICIENT_FUNDS: (_, { costWei, balanceWei }) =>
    `sender doesn't have enough funds to send tx. The upfront cost is: ${costWei} and the sender's account only has: ${balanceWei}`,
}

function messageOf(payload: JsonRpcPayload, error: unknown): string {
  const message = errorMessage(error)
  const cause: unknown = Reflect.get(Object(error), 'cause')
  const causeCode: unknown = Reflect.get(Object(cause), 'code')
  const words = typeof causeCode === 'string' ? wordsByCause[causeCode] : undefined
  if (words !== undefined) return words(payload, Object(Reflect.get(Object(cause), 'data')))
  const isUnknown = message === `The method ${payload.method} does not exist/is not available`
  return isUnknown ? `Method ${payload.method} not supported.` : message
}
