import type { AsyncMatcher } from './async-matcher.js'
import type { MatcherKit } from './kit.js'
import { formatPanic } from './panic-codes.js'
import { decodeRevertData, type RevertReason } from './revert-data.js'
import { outcomeOf } from './transaction-outcome.js'

/** How an actual revert compares with the one a matcher expects. */
export interface Comparison {
  readonly matches: boolean
  /** How the actual revert reads after "but it "; by default what {@link describeRevert} says. */
  readonly actual?: string | undefined
  /** How a match reads after "NOT to be …, but it ". @default 'was' */
  readonly match?: string | undefined
}

/** What a matcher expects of a revert. */
export interface RevertExpectation {
  /** Continues "Expected transaction to be ", e.g. `reverted without a reason`. */
  readonly text: string
  compare(reason: RevertReason, data: string): Comparison
}

/** Waits for the matcher's subject and checks that it reverted as expected. */
export async function checkReverted(
  kit: MatcherKit,
  matcher: AsyncMatcher,
  expectation: RevertExpectation,
): Promise<void> {
  const outcome = await outcomeOf(kit, matcher.subject)
  if (matcher.isAborted()) return
  const { text } = expectation
  if (outcome.kind === 'unexplained') {
    matcher.fail(
      `Expected transaction to be ${text}, but the revert data couldn't be retrieved`,
      outcome.cause,
    )
  }
  if (outcome.kind === 'success') {
    matcher.check(false, `Expected transaction to be ${text}, but it didn't revert`)
    return
  }
  matcher.causedBy(outcome.cause)
  const reason = decodeRevertData(kit, outcome.data)
  const { matches, actual, match } = expectation.compare(reason, outcome.data)
  matcher.check(
    matches,
    () => `Expected transaction to be ${text}, but it ${actual ?? describeRevert(reason)}`,
    () => `Expected transaction NOT to be ${text}, but it ${match ?? 'was'}`,
  )
}

/** How a revert reads after "but it ". */
export function describeRevert(reason: RevertReason): string {
  switch (reason.kind) {
    case 'empty':
      return 'reverted without a reason'
    case 'error':
      return `reverted with reason '${reason.reason}'`
    case 'panic':
      return `reverted with ${formatPanic(reason.code)}`
    case 'custom':
      return 'reverted with a custom error'
  }
}
