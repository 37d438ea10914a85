import { isRecord } from '../guards.js'

/** What chai hands to a matcher as `this`. */
export type AssertionSelf = Chai.AssertionStatic

/** The reads that balance and revert matchers need from a chain. */
export interface MatcherProvider {
  getBalance(address: string, blockTag: number): Promise<bigint>
  getBlock(
    hashOrTag: string,
    prefetch: boolean,
  ): Promise<{ readonly transactions: readonly unknown[] } | null>
  getTransactionReceipt(hash: string): Promise<ReceiptLike | null>
  waitForTransaction(hash: string): Promise<ReceiptLike | null>
}

/** The part of an ethers receipt that matchers look at. */
export interface ReceiptLike {
  readonly status: number | null
  readonly blockHash: string
  readonly blockNumber: number
  readonly gasUsed: bigint
  readonly gasPrice: bigint
  readonly logs: readonly LogLike[]
}

/** The part of an ethers log that matchers look at. */
export interface LogLike {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** What every matcher is built from. */
export interface MatcherKit {
  readonly chai: Chai.ChaiStatic
  readonly utils: Chai.ChaiUtils
  /** The chain of the running test, for matchers that are given none. */
  readonly defaultProvider: () => MatcherProvider | undefined
}

/** Whether `value` can serve as {@link MatcherProvider}. */
export function isMatcherProvider(value: unknown): value is MatcherProvider {
  return (
    isRecord(value) &&
    typeof value.getBalance === 'function' &&
    typeof value.getBlock === 'function' &&
    typeof value.waitForTransaction === 'function'
  )
}

/** A fresh assertion failure of the chai that the test uses. */
export function assertionError(kit: MatcherKit, message: string, cause?: unknown): Error {
  const error = new kit.chai.AssertionError(message, undefined, assertionError)
  if (cause !== undefined)
    Object.defineProperty(error, 'cause', { value: cause, configurable: true })
  return error
}
