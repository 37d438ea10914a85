import type { ErrorFragment, Interface, Result } from 'ethers'
import { isRecord } from '../guards.js'
import { assertArgumentsEqual } from './arguments-equal.js'
import { discard, startAsyncMatcher } from './async-matcher.js'
import { chainStateOf } from './chain-state.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'
import { checkReverted, type RevertExpectation } from './reverted-for.js'

/** Adds `revertedWithCustomError`. */
export function addRevertedWithCustomError(kit: MatcherKit): void {
  kit.chai.Assertion.addMethod(
    'revertedWithCustomError',
    function (this: AssertionSelf, contract: unknown, name: unknown, ...rest: readonly unknown[]) {
      const { abi, fragment } = parseArguments(kit, this, [contract, name, ...rest])
      const matcher = startAsyncMatcher(kit, this, { name: 'revertedWithCustomError' })
      const state = chainStateOf(kit, this)
      state.isErrorExpected = true
      const onMatch = (data: string): void => {
        state.error = { abi, fragment, data }
      }
      const expectation = customErrorExpectation(abi, fragment, onMatch)
      return matcher.settle(() => checkReverted(kit, matcher, expectation))
    },
  )
}

/** Checks the arguments of the custom error that `revertedWithCustomError` matched. */
export function checkCustomErrorArguments(
  kit: MatcherKit,
  self: AssertionSelf,
  expected: readonly unknown[],
): void {
  const { error } = chainStateOf(kit, self)
  if (error === undefined) throw assertionError(kit, 'No custom error was matched before .withArgs')
  const { abi, fragment, data } = error
  const actual = plainArray(abi.decodeErrorResult(fragment, data))
  assertArgumentsEqual(kit, { expected, actual, tag: `"${fragment.name}" custom error` })
}

function customErrorExpectation(
  abi: Interface,
  expected: ErrorFragment,
  onMatch: (data: string) => void,
): RevertExpectation {
  return {
    text: `reverted with custom error '${expected.name}'`,
    compare(reason, data) {
      if (reason.kind !== 'custom') return { matches: false }
      if (reason.selector === expected.selector) {
        onMatch(data)
        return { matches: true }
      }
      const actual = abi.getError(reason.selector)
      const named = actual === null ? 'a different custom error' : `custom error '${actual.name}'`
      return { matches: false, actual: `reverted with ${named}` }
    },
  }
}

function parseArguments(
  kit: MatcherKit,
  self: AssertionSelf,
  [contract, name, ...rest]: readonly unknown[],
): { readonly abi: Interface; readonly fragment: ErrorFragment } {
  const refuse = (message: string): Error => {
    discard(self._obj)
    return assertionError(kit, message)
  }
  if (!hasInterface(contract)) {
    throw refuse(
      'The first argument of .revertedWithCustomError must be the contract that defines the custom error',
    )
  }
  if (typeof name !== 'string') throw refuse('Expected the custom error name to be a string')
  const fragment = findError(contract.interface, name, self)
  if (fragment === null) {
    throw refuse(`The given contract doesn't have a custom error named "${name}"`)
  }
  if (rest.length > 0) {
    throw refuse(
      'The .revertedWithCustomError matcher expects two arguments: the contract and the custom error name. Arguments should be asserted with the .withArgs helper.',
    )
  }
  return { abi: contract.interface, fragment }
}

function findError(abi: Interface, name: string, self: AssertionSelf): ErrorFragment | null {
  try {
    return abi.getError(name)
  } catch (error) {
    discard(self._obj)
    throw error
  }
}

function hasInterface(value: unknown): value is { readonly interface: Interface } {
  return (
    (isRecord(value) || typeof value === 'function') &&
    isRecord(Reflect.get(value, 'interface')) &&
    typeof Reflect.get(Reflect.get(value, 'interface'), 'getError') === 'function'
  )
}

/** An ethers result, nested ones included, as arrays. */
function plainArray(result: Result): unknown[] {
  const isResult = (value: unknown): value is Result =>
    isRecord(value) && typeof value.toArray === 'function'
  return result.toArray().map((value: unknown) => (isResult(value) ? plainArray(value) : value))
}
