import { captureCallSite, withCallSite } from '../call-site.js'
import { hasMethod } from '../guards.js'
import { abortChain, attachPromise } from './async-matcher.js'
import { chainStateOf } from './chain-state.js'
import { checkCustomErrorArguments } from './custom-error.js'
import { checkEventArguments } from './emit.js'
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
      const { isEventExpected, promise: previous } = chainStateOf(kit, this)
      const check = isEventExpected === true ? checkEventArguments : checkCustomErrorArguments
      const promise = Promise.resolve(previous)
        .then(() => Promise.all(expected.map(resolveAddress)))
        .then((resolved) => check(kit, this, resolved))
        .catch((error: unknown) => {
          throw withCallSite(error, callSite)
        })
      return attachPromise(kit, this, promise)
    },
  )
}

function refusalOf(kit: MatcherKit, self: AssertionSelf): string | undefined {
  if (kit.utils.flag(self, 'negate') === true) return 'Do not combine .not. with .withArgs()'
  const { isEventExpected = false, isErrorExpected = false } = chainStateOf(kit, self)
  if (isEventExpected && isErrorExpected) {
    return 'withArgs called with both .emit and .revertedWithCustomError, but these assertions cannot be combined'
  }
  if (isEventExpected || isErrorExpected) return undefined
  return 'withArgs can only be used in combination with a previous .emit or .revertedWithCustomError assertion'
}

async function resolveAddress(value: unknown): Promise<unknown> {
  const isAddressable = typeof value === 'object' && hasMethod(value, 'getAddress')
  return isAddressable ? await value.getAddress() : value
}
