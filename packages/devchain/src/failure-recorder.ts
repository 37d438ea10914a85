import { ExecutionError } from './internal/rpc/failure.js'
import type { RecordExecution } from './recording.js'

/**
 * What runs again, with everything recorded, the call or transaction that `error` tells of. Works at any later time,
 * whatever became of the chain meanwhile. Undefined for errors that do not come from an execution on a chain of this
 * process.
 *
 * @example
 * try {
 *   await chain.request({ method: 'eth_call', params: [call] })
 * } catch (error) {
 *   const recording = await failureRecorder(error)?.()
 * }
 */
export function failureRecorder(error: unknown): RecordExecution | undefined {
  return error instanceof ExecutionError ? error.failure.record : undefined
}
