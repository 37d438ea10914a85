import { type AsyncMatcher, startAsyncMatcher } from './async-matcher.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'

type ErrorClass = new (...args: never[]) => Error

interface RejectionExpectation {
  readonly type: ErrorClass | undefined
  readonly instance: Error | undefined
  readonly message: string | RegExp | undefined
}

/** Adds `fulfilled`, `rejected`, `rejectedWith` and `become`, as the chai-as-promised plugin has them. */
export function addPromiseMatchers(kit: MatcherKit): void {
  const { Assertion } = kit.chai
  Assertion.addProperty('fulfilled', function (this: AssertionSelf) {
    const matcher = startAsyncMatcher(kit, this, { name: 'fulfilled' })
    return matcher.settle(() => checkFulfilled(kit, matcher))
  })
  Assertion.addProperty('rejected', function (this: AssertionSelf) {
    const expected = { type: undefined, instance: undefined, message: undefined }
    const matcher = startAsyncMatcher(kit, this, { name: 'rejected' })
    return matcher.settle(() => checkRejected(kit, matcher, expected))
  })
  Assertion.addMethod(
    'rejectedWith',
    function (this: AssertionSelf, errorLike?: unknown, message?: unknown) {
      const expected = parseExpectation(kit, errorLike, message)
      const matcher = startAsyncMatcher(kit, this, { name: 'rejectedWith' })
      return matcher.settle(() => checkRejected(kit, matcher, expected))
    },
  )
  Assertion.addMethod('become', function (this: AssertionSelf, value: unknown) {
    const matcher = startAsyncMatcher(kit, this, { name: 'become' })
    return matcher.settle(async () => {
      const assertion = kit.chai.expect(await matcher.subject)
      if (matcher.isNegated) assertion.to.not.deep.equal(value)
      else assertion.to.deep.equal(value)
    })
  })
}

type Settlement =
  | { readonly isRejected: false; readonly value: unknown }
  | { readonly isRejected: true; readonly reason: unknown }

async function settlementOf(kit: MatcherKit, { subject }: AsyncMatcher): Promise<Settlement> {
  const isThenable =
    subject instanceof Promise || typeof Reflect.get(Object(subject), 'then') === 'function'
  if (!isThenable) throw assertionError(kit, `${kit.utils.inspect(subject)} is not a thenable.`)
  try {
    return { isRejected: false, value: await subject }
  } catch (reason) {
    return { isRejected: true, reason }
  }
}

async function checkFulfilled(kit: MatcherKit, matcher: AsyncMatcher): Promise<void> {
  const settled = await settlementOf(kit, matcher)
  if (settled.isRejected) {
    matcher.causedBy(settled.reason)
    matcher.check(
      false,
      `expected promise to be fulfilled but it was rejected with '${describe(settled.reason)}'`,
    )
    return
  }
  const value = kit.utils.inspect(settled.value)
  matcher.check(true, '', `expected promise not to be fulfilled but it was fulfilled with ${value}`)
}

async function checkRejected(
  kit: MatcherKit,
  matcher: AsyncMatcher,
  expected: RejectionExpectation,
): Promise<void> {
  const settled = await settlementOf(kit, matcher)
  const wanted = describeExpectation(kit, expected)
  if (!settled.isRejected) {
    const value = kit.utils.inspect(settled.value)
    matcher.check(false, `expected promise to be ${wanted} but it was fulfilled with ${value}`)
    return
  }
  const { reason } = settled
  matcher.causedBy(reason)
  matcher.check(
    isExpected(reason, expected),
    () => `expected promise to be ${wanted} but it was rejected with '${describe(reason)}'`,
    () => `expected promise not to be ${wanted}, but it was rejected with '${describe(reason)}'`,
  )
}

function isExpected(reason: unknown, { type, instance, message }: RejectionExpectation): boolean {
  if (instance !== undefined) return reason === instance
  if (type !== undefined && !(reason instanceof type)) return false
  if (message === undefined) return true
  const text = reason instanceof Error ? reason.message : String(reason)
  return message instanceof RegExp ? text.search(message) !== -1 : text.includes(message)
}

function parseExpectation(
  kit: MatcherKit,
  errorLike: unknown,
  message: unknown,
): RejectionExpectation {
  const isMessage = typeof errorLike === 'string' || errorLike instanceof RegExp
  const text = isMessage ? errorLike : message
  if (text !== undefined && typeof text !== 'string' && !(text instanceof RegExp)) {
    throw assertionError(kit, 'rejectedWith expects a message as a string or a regular expression')
  }
  return {
    type: isErrorClass(errorLike) ? errorLike : undefined,
    instance: errorLike instanceof Error ? errorLike : undefined,
    message: text,
  }
}

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === 'function'
}

function describeExpectation(
  kit: MatcherKit,
  { type, instance, message }: RejectionExpectation,
): string {
  if (instance !== undefined) return `rejected with '${describe(instance)}'`
  if (type === undefined && message === undefined) return 'rejected'
  const kind = type === undefined ? 'an error' : `'${type.name}'`
  if (message === undefined) return `rejected with ${kind}`
  const relation = message instanceof RegExp ? 'matching' : 'including'
  return `rejected with ${kind} ${relation} ${kit.utils.inspect(message)}`
}

function describe(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
}
