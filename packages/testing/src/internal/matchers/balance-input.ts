import { hasMethod, isRecord } from '../guards.js'
import { discard } from './async-matcher.js'
import {
  type AssertionSelf,
  assertionError,
  isMatcherProvider,
  type MatcherKit,
  type MatcherProvider,
  type ReceiptLike,
} from './kit.js'

/** A mined transaction with what balance matchers need of it. */
export interface MinedTransaction {
  readonly from: string
  readonly receipt: ReceiptLike
  readonly provider: MatcherProvider
}

/** The arguments of a balance matcher after the optional ethers object of Hardhat 3's call form. */
export interface BalanceArguments {
  readonly provider: MatcherProvider | undefined
  readonly rest: readonly unknown[]
}

/** Splits an ethers object off the front of the arguments, if there is one. */
export function splitEthers(args: readonly unknown[]): BalanceArguments {
  const [first, ...rest] = args
  if (!isEthers(first)) return { provider: undefined, rest: args }
  const provider = isRecord(first) ? first.provider : undefined
  return { provider: isMatcherProvider(provider) ? provider : undefined, rest }
}

/** The ethers namespace, alone or with a connection's provider; a signer or a contract has neither of its constants. */
function isEthers(value: unknown): boolean {
  return isRecord(value) && ('getSigners' in value || 'ZeroAddress' in value)
}

/**
 * Waits for the transaction that the matcher's subject stands for: a response, a promise of one, or a function
 * that sends one.
 */
export async function minedTransaction(
  kit: MatcherKit,
  subject: unknown,
  given: MatcherProvider | undefined,
): Promise<MinedTransaction> {
  const response: unknown = await subject
  if (!hasMethod(response, 'wait')) {
    throw assertionError(
      kit,
      'Expected a transaction response, a promise of one, or a function that sends one',
    )
  }
  const receipt: unknown = await response.wait()
  if (!isReceipt(receipt)) {
    throw assertionError(kit, "Transaction's receipt cannot be fetched from the network")
  }
  const own: unknown = Reflect.get(response, 'provider')
  const provider = given ?? (isMatcherProvider(own) ? own : kit.defaultProvider())
  if (provider === undefined)
    throw assertionError(kit, 'The transaction has no provider to ask for balances')
  return { from: String(Reflect.get(response, 'from')), receipt, provider }
}

/** Calls the subject if it is a function, once: sending twice would double the change. */
export function startSubject(subject: unknown): unknown {
  return typeof subject === 'function' ? subject() : subject
}

/** Balances before and after tell of one transaction only when it was alone in its block. */
export async function assertAloneInBlock(kit: MatcherKit, mined: MinedTransaction): Promise<void> {
  const block = await mined.provider.getBlock(mined.receipt.blockHash, false)
  if (block === null) {
    throw assertionError(kit, "The transaction's block cannot be fetched from the network")
  }
  kit.chai.assert.equal(
    block.transactions.length,
    1,
    'There should be only 1 transaction in the block',
  )
}

/** The address of an account given as text or as anything that has one. */
export async function addressOf(kit: MatcherKit, account: unknown): Promise<string> {
  if (typeof account === 'string' && /^0x[0-9a-f]{40}$/i.test(account)) return account
  if (hasMethod(account, 'getAddress')) return String(await account.getAddress())
  throw assertionError(kit, `Expected string or addressable, but got "${String(account)}"`)
}

/** @throws an assertion error unless there is one expected change per account. */
export function assertSameLength(
  kit: MatcherKit,
  self: AssertionSelf,
  accounts: readonly unknown[],
  changes: unknown,
): void {
  if (!Array.isArray(changes) || changes.length === accounts.length) return
  discard(self._obj)
  throw assertionError(
    kit,
    `The number of accounts (${accounts.length}) is different than the number of expected balance changes (${changes.length})`,
  )
}

/** `value` as a list. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isReceipt(value: unknown): value is ReceiptLike {
  return (
    isRecord(value) && typeof value.blockNumber === 'number' && typeof value.gasUsed === 'bigint'
  )
}
