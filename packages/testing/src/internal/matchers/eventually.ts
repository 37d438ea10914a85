import { isCallable } from '../guards.js'
import type { AssertionSelf, MatcherKit } from './kit.js'

/** One step of an assertion chain: a property that was read, or a call of the property read before. */
type Step =
  | { readonly kind: 'read'; readonly name: string }
  | { readonly kind: 'call'; readonly args: readonly unknown[] }

/** These look at the promise itself, so that it must not be awaited for them. */
const promiseMatchers: ReadonlySet<string> = new Set([
  'become',
  'fulfilled',
  'rejected',
  'rejectedWith',
  'revert',
  'reverted',
  'revertedWith',
  'revertedWithCustomError',
  'revertedWithPanic',
  'revertedWithoutReason',
])

/** Adds `eventually`: the rest of the chain is asserted on what the subject resolves to. */
export function addEventually(kit: MatcherKit): void {
  kit.chai.Assertion.addProperty('eventually', function (this: AssertionSelf) {
    const steps: Step[] = []
    // Started before the chain is complete, but run after: everything up to the `await` is synchronous.
    const promise = Promise.resolve().then(() => play(kit, this, steps))
    return recordChain(steps, promise)
  })
}

function recordChain(steps: Step[], promise: Promise<unknown>): unknown {
  const recorder: unknown = new Proxy(() => undefined, {
    get(_target, name) {
      if (name === 'then' || name === 'catch' || name === 'finally')
        return promise[name].bind(promise)
      if (typeof name === 'symbol') return undefined
      steps.push({ kind: 'read', name })
      return recorder
    },
    apply(_target, _self, args: readonly unknown[]) {
      steps.push({ kind: 'call', args })
      return recorder
    },
  })
  return recorder
}

async function play(
  kit: MatcherKit,
  self: AssertionSelf,
  steps: readonly Step[],
): Promise<unknown> {
  const isOnPromise = steps.some((step) => step.kind === 'read' && promiseMatchers.has(step.name))
  const subject: unknown = isOnPromise ? self._obj : await self._obj
  kit.utils.flag(self, 'object', subject)
  let owner: unknown
  let cursor: unknown = self
  for (const step of steps) {
    if (step.kind === 'read') {
      owner = cursor
      cursor = Reflect.get(Object(cursor), step.name)
    } else if (isCallable(cursor)) {
      cursor = Reflect.apply(cursor, owner, await Promise.all(step.args))
    }
  }
  await Promise.resolve(cursor)
  return isOnPromise ? undefined : subject
}
