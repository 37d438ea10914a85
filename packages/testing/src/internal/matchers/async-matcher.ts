import { captureCallSite, withCallSite } from '../call-site.js'
import { chainStateOf } from './chain-state.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'

type Text = string | (() => string)

/** What an asynchronous matcher keeps from its synchronous part: `.not` may be set again before the promise settles. */
export interface AsyncMatcher {
  readonly subject: unknown
  readonly isNegated: boolean
  /** Whether a later part of the chain was refused, so that nothing more need be checked. */
  isAborted(): boolean
  /** Fails unless `condition` is what the chain asks for, `.not` considered. */
  check(condition: boolean, failure: Text, negatedFailure?: Text): void
  /** Names the error that came instead of what was expected, or with it: failures of {@link check} have it as their cause. */
  causedBy(error: unknown): void
  /** Fails whatever the chain asks for. */
  fail(message: string, cause?: unknown): never
  /** Makes the assertion awaitable: it settles as `run` does, and its errors name the line of the test. */
  settle(run: () => Promise<void>): AssertionSelf
}

/** How a matcher may stand in a chain. */
export interface AsyncMatcherOptions {
  readonly name: string
  /** Whether the matcher may follow itself, as `emit` may. @default false */
  readonly repeatable?: boolean
}

/**
 * Starts an asynchronous matcher.
 *
 * @throws an assertion error when the matcher follows another asynchronous one in the same chain.
 */
export function startAsyncMatcher(
  kit: MatcherKit,
  self: AssertionSelf,
  options: AsyncMatcherOptions,
): AsyncMatcher {
  const callSite = captureCallSite(startAsyncMatcher)
  const isNegated = kit.utils.flag(self, 'negate') === true
  const subject: unknown = self._obj
  let cause: unknown
  refuseChaining(kit, self, options)
  return {
    subject,
    isNegated,
    isAborted: () => chainStateOf(kit, self).isAborted === true,
    check(condition, failure, negatedFailure) {
      if (condition !== isNegated) return
      const text = isNegated ? negatedFailure : failure
      const message = typeof text === 'function' ? text() : (text ?? 'Assertion failed')
      throw assertionError(kit, message, cause)
    },
    causedBy(error) {
      cause = error
    },
    fail(message, reason) {
      throw assertionError(kit, message, reason)
    },
    settle(run) {
      return attachPromise(
        kit,
        self,
        run().catch((error: unknown) => {
          throw withCallSite(error, callSite)
        }),
      )
    },
  }
}

/** Gives the assertion the promise's `then` and `catch`, which is how chai assertions become awaitable. */
export function attachPromise(
  kit: MatcherKit,
  self: AssertionSelf,
  promise: Promise<unknown>,
): AssertionSelf {
  chainStateOf(kit, self).promise = promise
  return Object.assign(self, {
    // biome-ignore lint/suspicious/noThenProperty: an awaitable assertion is a thenable by design
    then: promise.then.bind(promise),
    catch: promise.catch.bind(promise),
  })
}

/** Tells earlier matchers of the chain that it was refused. */
export function abortChain(kit: MatcherKit, self: AssertionSelf): void {
  chainStateOf(kit, self).isAborted = true
  discard(self._obj)
}

/** Keeps a rejected subject from being reported as unhandled when the matcher fails before looking at it. */
export function discard(subject: unknown): void {
  Promise.resolve(subject).catch(() => undefined)
}

function refuseChaining(
  kit: MatcherKit,
  self: AssertionSelf,
  { name, repeatable = false }: AsyncMatcherOptions,
): void {
  const state = chainStateOf(kit, self)
  const { previousMatcher: previous } = state
  if (previous === undefined) {
    state.previousMatcher = name
    return
  }
  if (previous === name && repeatable) return
  throw assertionError(
    kit,
    `The matcher "${name}" cannot be chained after "${previous}". For more information, please refer to the documentation at: (https://hardhat.org/chaining-async-matchers).`,
  )
}
