import { isRecord } from '../guards.js'
import type { MatcherKit } from './kit.js'
import { revertDataOf } from './revert-data.js'

/** What became of the subject of a revert matcher. */
export type Outcome =
  /** It is no transaction, or one that did what it should. */
  | { readonly kind: 'success' }
  | { readonly kind: 'reverted'; readonly data: string; readonly cause: unknown }
  /** It reverted, and replaying it did not tell why. */
  | { readonly kind: 'unexplained'; readonly cause: unknown }

/** Fields of a transaction response that a replay repeats. */
const replayedFields = [
  'accessList',
  'authorizationList',
  'blobVersionedHashes',
  'chainId',
  'data',
  'from',
  'gasLimit',
  'maxFeePerBlobGas',
  'nonce',
  'to',
  'type',
  'value',
] as const

interface TransactionLike extends Record<PropertyKey, unknown> {
  readonly hash: string
  readonly provider: {
    waitForTransaction(
      hash: string,
    ): Promise<{ readonly status: number | null; readonly blockNumber: number } | null>
    call(request: Record<string, unknown>): Promise<unknown>
  }
}

/**
 * Waits for the subject (a value or a promise of one) and says what became of it. A mined transaction that
 * failed is replayed as a call to learn its return data.
 *
 * @throws the subject's own rejection when it is no report of a revert.
 */
export async function outcomeOf(kit: MatcherKit, subject: unknown): Promise<Outcome> {
  let value: unknown
  try {
    value = await subject
  } catch (error) {
    return { kind: 'reverted', data: revertDataOf(kit, error), cause: error }
  }
  if (!isTransactionLike(value)) return { kind: 'success' }
  const receipt = await value.provider.waitForTransaction(value.hash)
  if (receipt === null || receipt.status !== 0) return { kind: 'success' }
  return await replay(kit, value, receipt.blockNumber)
}

async function replay(
  kit: MatcherKit,
  transaction: TransactionLike,
  blockNumber: number,
): Promise<Outcome> {
  try {
    await transaction.provider.call(replayRequest(transaction, blockNumber))
  } catch (error) {
    try {
      return { kind: 'reverted', data: revertDataOf(kit, error), cause: error }
    } catch {
      return { kind: 'unexplained', cause: error }
    }
  }
  return { kind: 'unexplained', cause: undefined }
}

function replayRequest(transaction: TransactionLike, blockTag: number): Record<string, unknown> {
  const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = transaction
  // Legacy responses report a gas price as well as their fee caps; ethers refuses both at once.
  const fees =
    (maxFeePerGas ?? maxPriorityFeePerGas ?? null) !== null
      ? { maxFeePerGas, maxPriorityFeePerGas }
      : { gasPrice }
  const fields = replayedFields.map((field) => [field, transaction[field]] as const)
  const request = [...fields, ...Object.entries(fees)].filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return { ...Object.fromEntries(request), blockTag }
}

function isTransactionLike(value: unknown): value is TransactionLike {
  return (
    isRecord(value) &&
    typeof value.hash === 'string' &&
    isRecord(value.provider) &&
    typeof value.provider.waitForTransaction === 'function' &&
    typeof value.provider.call === 'function'
  )
}
