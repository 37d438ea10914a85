import { type Hex, isHex } from '@scaffold-evm/common'
import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'

const mostErrors = 20

/** What libraries keep in the errors that they make of others. */
const innerErrors = ['cause', 'error', 'info', 'innerError', 'originalError', 'errors']

/** What runs again the execution that an error tells of: libraries wrap what a provider rejects with, or tell of a receipt. */
export function findRecorder(
  error: unknown,
  devchain: Pick<Devchain, 'findRecorder'> | undefined,
): Promise<RecordExecution | undefined> {
  const errors = errorsIn(error)
  const hash = errors.map(failedTransaction).find((found) => found !== undefined)
  // At once, since a test may take the transaction back.
  const mined = hash === undefined ? undefined : devchain?.findRecorder(hash)
  return firstRecorder(errors, mined)
}

async function firstRecorder(
  errors: readonly object[],
  mined: Promise<RecordExecution | undefined> | undefined,
): Promise<RecordExecution | undefined> {
  const { failureRecorder } = await import('@scaffold-evm/devchain')
  return errors.map(failureRecorder).find((record) => record !== undefined) ?? (await mined)
}

/** An error and those in it. */
export function errorsIn(error: unknown): readonly object[] {
  const queue: unknown[] = [error]
  const found: object[] = []
  for (const item of queue) {
    if (typeof item !== 'object' || item === null || queue.length > mostErrors) continue
    found.push(item)
    const inner = innerErrors.flatMap((key): unknown => Reflect.get(item, key) ?? [])
    queue.push(...inner.filter((value) => !queue.includes(value)))
  }
  return found
}

/** The hash of a transaction that was mined and failed, from its receipt as ethers, web3 or a node has it. */
export function failedTransaction(error: object): Hex | undefined {
  const receipt = Object(Reflect.get(error, 'receipt')) as Readonly<Record<string, unknown>>
  const isFailed = [0, 0n, '0x0', false].some((status) => status === receipt.status)
  const hash = receipt.hash ?? receipt.transactionHash
  return isFailed && typeof hash === 'string' && isHex(hash) ? hash : undefined
}
