import { decodeBytes32String } from '../ethers.js'
import { isRecord } from '../guards.js'
import { type AsyncMatcher, startAsyncMatcher } from './async-matcher.js'
import {
  type AssertionSelf,
  assertionError,
  isMatcherProvider,
  type MatcherKit,
  type MatcherProvider,
} from './kit.js'
import { decodeRevertData, isExecutionFailureWithoutData, revertDataOf } from './revert-data.js'
import { describeRevert } from './reverted-for.js'

const hashPattern = /^0x[0-9a-f]{64}$/i

/** Adds `revert(ethers?)` and the property `reverted`: the subject reverts, whatever the reason. */
export function addRevert(kit: MatcherKit): void {
  kit.chai.Assertion.addMethod('revert', function (this: AssertionSelf, ethers?: unknown) {
    return expectRevert(kit, this, { name: 'revert', ethers })
  })
  kit.chai.Assertion.addProperty('reverted', function (this: AssertionSelf) {
    return expectRevert(kit, this, { name: 'reverted', ethers: undefined })
  })
}

function expectRevert(
  kit: MatcherKit,
  self: AssertionSelf,
  { name, ethers }: { readonly name: string; readonly ethers: unknown },
): AssertionSelf {
  const matcher = startAsyncMatcher(kit, self, { name })
  return matcher.settle(() => checkRevert(kit, matcher, ethers))
}

async function checkRevert(kit: MatcherKit, matcher: AsyncMatcher, ethers: unknown): Promise<void> {
  let value: unknown
  try {
    value = await matcher.subject
  } catch (error) {
    checkRejection(kit, matcher, error)
    return
  }
  const status = await statusOf(kit, value, ethers)
  matcher.check(
    status === 0,
    'Expected transaction to be reverted',
    'Expected transaction NOT to be reverted',
  )
}

function checkRejection(kit: MatcherKit, matcher: AsyncMatcher, error: unknown): void {
  matcher.causedBy(error)
  const unexpected = 'Expected transaction NOT to be reverted'
  if (isExecutionFailureWithoutData(error)) {
    matcher.check(true, '', unexpected)
    return
  }
  const reason = decodeRevertData(kit, revertDataOf(kit, error))
  const isTold = reason.kind === 'error' || reason.kind === 'panic'
  matcher.check(true, '', isTold ? `${unexpected}, but it ${describeRevert(reason)}` : unexpected)
}

/** The receipt status of what the subject stands for; undefined when it is no transaction, so that calls may be asserted on too. */
async function statusOf(
  kit: MatcherKit,
  value: unknown,
  ethers: unknown,
): Promise<number | undefined> {
  if (typeof value === 'string') return await statusOfHash(kit, value, ethers)
  if (!isRecord(value)) return undefined
  if ('hash' in value && !('status' in value && typeof value.status === 'number')) {
    const provider = providerOf(kit, ethers, value)
    return await minedStatus(kit, provider.waitForTransaction(parseHash(kit, value.hash)))
  }
  return typeof value.status === 'number' ? value.status : undefined
}

async function statusOfHash(
  kit: MatcherKit,
  text: string,
  ethers: unknown,
): Promise<number | undefined> {
  const hash = parseHash(kit, text)
  const provider = providerOf(kit, ethers, undefined)
  // What reads as a bytes32 string may be any returned value: waiting for it would take for ever.
  if (!isBytes32String(hash)) return await minedStatus(kit, provider.waitForTransaction(hash))
  return (await provider.getTransactionReceipt(hash))?.status ?? undefined
}

async function minedStatus(
  kit: MatcherKit,
  receipt: Promise<{ readonly status: number | null } | null>,
): Promise<number | undefined> {
  const mined = await receipt
  if (mined === null) {
    throw assertionError(kit, "Transaction's receipt cannot be fetched from the network")
  }
  return mined.status ?? undefined
}

/** @throws an assertion error unless `value` is a transaction hash. */
export function parseHash(kit: MatcherKit, value: unknown): string {
  if (typeof value === 'string' && hashPattern.test(value)) return value
  throw assertionError(kit, `Expected a valid transaction hash, but got "${String(value)}"`)
}

/** Whether a 32-byte value reads as text that ends in zeros. */
export function isBytes32String(value: string): boolean {
  try {
    decodeBytes32String(value)
    return true
  } catch {
    return false
  }
}

/** The chain to ask: the given ethers object's, the transaction's own, or the running test's. */
function providerOf(kit: MatcherKit, ethers: unknown, transaction: unknown): MatcherProvider {
  for (const owner of [ethers, transaction]) {
    if (isRecord(owner) && isMatcherProvider(owner.provider)) return owner.provider
    if (isMatcherProvider(owner)) return owner
  }
  const provider = kit.defaultProvider()
  if (provider !== undefined) return provider
  throw assertionError(
    kit,
    'No chain to ask: give the matcher the ethers object of your connection as its first argument',
  )
}
