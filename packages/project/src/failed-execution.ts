import {
  bytesToHex,
  type Hex,
  hexToBytes,
  isHex,
  type RequestArguments,
} from '@scaffold-evm/common'
import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'
import { errorsIn, failedTransaction } from './internal/find-recorder.js'
import { requestOf } from './rpc-error.js'

/** What failed on a network: a transaction that was mined or is signed, or a call with the parameters of `eth_call`. */
export type FailedExecution =
  | { readonly kind: 'mined'; readonly hash: Hex }
  | { readonly kind: 'raw'; readonly transaction: Hex }
  | { readonly kind: 'call'; readonly params: readonly unknown[] }

/**
 * The execution that an error tells of, or one of the errors in it.
 *
 * @param asked what the error was the answer to. @default what is known of it from a connection's provider
 */
export function failedExecution(
  error: unknown,
  asked?: RequestArguments,
): FailedExecution | undefined {
  const errors = errorsIn(error)
  const hash = errors.map(hashIn).find((found) => found !== undefined)
  if (hash !== undefined) return { kind: 'mined', hash }
  const request = asked ?? errors.map(requestOf).find((found) => found !== undefined)
  const params = Array.isArray(request?.params) ? request.params : []
  const [first] = params
  switch (request?.method) {
    case 'eth_call':
    case 'eth_estimateGas':
      return { kind: 'call', params: [first, ...blockOf(params[1])] }
    case 'eth_sendTransaction':
      return { kind: 'call', params: [first] }
    case 'eth_sendRawTransaction':
      return isHex(first) ? { kind: 'raw', transaction: first } : undefined
    default:
      return undefined
  }
}

/** What runs an execution again with everything recorded, on a fork of the network that it failed on. */
export async function recorderOnFork(
  fork: Pick<Devchain, 'callRecorder' | 'findRecorder'>,
  failed: FailedExecution,
): Promise<RecordExecution | undefined> {
  if (failed.kind === 'call') return fork.callRecorder(failed.params)
  if (failed.kind === 'mined') return fork.findRecorder(failed.hash)
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  const keccak256 = await loadKeccak256()
  return fork.findRecorder(bytesToHex(keccak256(hexToBytes(failed.transaction))))
}

/** The fork has no block that is pending. */
function blockOf(block: unknown): readonly unknown[] {
  return block === undefined || block === 'pending' ? [] : [block]
}

/** Nodes for development tell of the transaction in the data of their errors, our own errors in theirs. */
function hashIn(error: object): Hex | undefined {
  const data = Object(Reflect.get(error, 'data')) as Readonly<Record<string, unknown>>
  const told = [data.transactionHash, data.txHash, Reflect.get(error, 'transactionHash')]
  const known = told.find((hash) => isHex(hash) && hash.length === 66)
  return isHex(known) ? known : failedTransaction(error)
}
