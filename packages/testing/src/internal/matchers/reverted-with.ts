import { type AsyncMatcher, discard, startAsyncMatcher } from './async-matcher.js'
import { toBigInt } from './bigints.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'
import { formatPanic } from './panic-codes.js'
import { checkReverted, type RevertExpectation } from './reverted-for.js'

/** Adds `revertedWith`, `revertedWithPanic` and `revertedWithoutReason`. */
export function addRevertedWith(kit: MatcherKit): void {
  const { Assertion } = kit.chai
  Assertion.addMethod('revertedWith', function (this: AssertionSelf, expected: unknown) {
    const expectation = reasonExpectation(kit, this, expected)
    return settleReverted(kit, startAsyncMatcher(kit, this, { name: 'revertedWith' }), expectation)
  })
  Assertion.addMethod('revertedWithPanic', function (this: AssertionSelf, code?: unknown) {
    const expectation = panicExpectation(parsePanicCode(kit, this, code))
    const matcher = startAsyncMatcher(kit, this, { name: 'revertedWithPanic' })
    return settleReverted(kit, matcher, expectation)
  })
  // Hardhat 3 wants its ethers object here; nothing needs it.
  Assertion.addMethod('revertedWithoutReason', function (this: AssertionSelf) {
    const matcher = startAsyncMatcher(kit, this, { name: 'revertedWithoutReason' })
    return settleReverted(kit, matcher, {
      text: 'reverted without a reason',
      compare: (reason) => ({ matches: reason.kind === 'empty' }),
    })
  })
}

function settleReverted(
  kit: MatcherKit,
  matcher: AsyncMatcher,
  expectation: RevertExpectation,
): AssertionSelf {
  return matcher.settle(() => checkReverted(kit, matcher, expectation))
}

function reasonExpectation(
  kit: MatcherKit,
  self: AssertionSelf,
  expected: unknown,
): RevertExpectation {
  if (typeof expected !== 'string' && !(expected instanceof RegExp)) {
    discard(self._obj)
    throw assertionError(kit, 'Expected the revert reason to be a string or a regular expression')
  }
  const text = expected instanceof RegExp ? expected.source : expected
  const isMatch = (reason: string): boolean =>
    // `search` ignores `lastIndex`: a global expression must match each time it is used.
    expected instanceof RegExp ? reason.search(expected) !== -1 : reason === expected
  return {
    text: `reverted with reason '${text}'`,
    compare: (reason) => ({ matches: reason.kind === 'error' && isMatch(reason.reason) }),
  }
}

function parsePanicCode(kit: MatcherKit, self: AssertionSelf, code: unknown): bigint | undefined {
  if (code === undefined) return undefined
  try {
    return toBigInt(code)
  } catch (cause) {
    discard(self._obj)
    throw assertionError(
      kit,
      `Expected the given panic code to be a number-like value, but got "${String(code)}"`,
      cause,
    )
  }
}

function panicExpectation(expected: bigint | undefined): RevertExpectation {
  const text = expected === undefined ? 'some panic code' : formatPanic(expected)
  return {
    text: `reverted with ${text}`,
    compare(reason) {
      if (reason.kind !== 'panic') return { matches: false }
      if (expected !== undefined) return { matches: reason.code === expected }
      return { matches: true, match: `reverted with ${formatPanic(reason.code)}` }
    },
  }
}
