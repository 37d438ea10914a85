import { hasMethod } from '../guards.js'
import {
  abortChain,
  attachedPromise,
  attachPromise,
  captureCallSite,
  withCallSite,
} from './async-matcher.js'
import { checkCustomErrorArguments, isCustomErrorExpected } from './custom-error.js'
import { checkEventArguments, isEventExpected } from './emit.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'

/** Adds `withArgs(...)`, which follows `emit` and `revertedWithCustomError`. */
export function addWithArgs(kit: MatcherKit): void {
  kit.chai.Assertion.addMethod(
    'withArgs',
    function (this: AssertionSelf, ...expected: readonly unknown[]) {
      const refusal = refusalOf(kit, this)
      if (refusal !== undefined) {
        abortChain(kit, this)
        throw assertionError(kit, refusal)
      }
      const callSite = captureCallSite()
      const check = isEventExpected(kit, this) ? checkEventArguments : checkCustomErrorArguments
      const promise = attachedPromise(this)
        .then(() => Promise.all(expected.map(resolveAddress)))
        .then((resolved) => check(kit, this, resolved))
        .catch((error: unknown) => {
          throw withCallSite(error, callSite)
        })
      return attachPromise(this, promise)
    },
  )
}

function refusalOf(kit: MatcherKit, self: AssertionSelf): string | undefined {
  if (kit.utils.flag(self, 'negate') === true) return 'Do not combine .not. with .withArgs()'
  const isEvent = isEventExpected(kit, self)
  const isError = isCustomErrorExpected(kit, self)
  if (isEvent && isError) {
    return 'withArgs called with both .emit and .revertedWithCustomError, but these assertions cannot be combined'
  }
  if (isEvent || isError) return undefined
  return 'withArgs can only be used in combination with a previous .emit or .revertedWithCustomError assertion'
}

async function resolveAddress(value: unknown): Promise<unknown> {
  const isAddressable = typeof value === 'object' && hasMethod(value, 'getAddress')
  return isAddressable ? await value.getAddress() : value
}
