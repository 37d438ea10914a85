import { getBytes, hexlify, isHexString, keccak256, toUtf8Bytes } from '../ethers.js'
import { isCallable, isRecord } from '../guards.js'
import { assertionError, type MatcherKit } from './kit.js'
import { ordinal } from './ordinal.js'

/** Arguments of an event or error, and what they should be. */
export interface ArgumentComparison {
  /** Values, predicates, and arrays of them. */
  readonly expected: readonly unknown[]
  readonly actual: ArrayLike<unknown>
  /** What the arguments belong to, e.g. `"Transfer" event`. */
  readonly tag: string
}

/** Fails unless each actual argument equals, or satisfies, the expected one. */
export function assertArgumentsEqual(kit: MatcherKit, comparison: ArgumentComparison): void {
  prefixErrors(`Error in ${comparison.tag}`, () =>
    compareArrays(kit, comparison.expected, comparison.actual),
  )
}

function compareArrays(
  kit: MatcherKit,
  expected: ArrayLike<unknown>,
  actual: ArrayLike<unknown>,
): void {
  if (actual.length !== expected.length) {
    throw assertionError(
      kit,
      `Expected arguments array to have length ${expected.length}, but it has ${actual.length}`,
    )
  }
  for (let index = 0; index < expected.length; index++) {
    prefixErrors(`Error in the ${ordinal(index + 1)} argument assertion`, () =>
      compareArgument(kit, expected[index], actual[index]),
    )
  }
}

function compareArgument(kit: MatcherKit, expected: unknown, actual: unknown): void {
  if (isCallable(expected)) {
    callPredicate(kit, expected, actual)
  } else if (expected instanceof Uint8Array) {
    kit.chai.expect(actual).to.equal(hexlify(expected))
  } else if (isArrayLike(expected)) {
    compareArrays(kit, expected, isArrayLike(actual) ? actual : [])
  } else if (isIndexedHash(actual)) {
    compareIndexed(kit, expected, actual.hash)
  } else {
    kit.chai.expect(actual).to.equal(expected)
  }
}

function callPredicate(
  kit: MatcherKit,
  predicate: (...args: readonly unknown[]) => unknown,
  actual: unknown,
): void {
  let result: unknown
  try {
    result = predicate(actual)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw assertionError(kit, `The predicate threw when called: ${message}`, error)
  }
  if (result !== true) throw assertionError(kit, 'The predicate did not return true')
}

/** Of an indexed string, bytes or array only its hash is in the log. */
function compareIndexed(kit: MatcherKit, expected: unknown, hash: string): void {
  const intro = 'The actual value was an indexed and hashed value of the event argument. '
  kit.chai
    .expect(hash)
    .to.not.equal(
      expected,
      `${intro}The expected value provided to the assertion should be the actual event argument (the pre-image of the hash). You provided the hash itself. Please supply the actual event argument (the pre-image of the hash) instead.`,
    )
  const bytes = isHexString(expected) ? getBytes(expected) : toUtf8Bytes(String(expected))
  const expectedHash = keccak256(bytes)
  kit.chai
    .expect(hash)
    .to.equal(
      expectedHash,
      `${intro}The expected value provided to the assertion was hashed to produce ${expectedHash}. The actual hash and the expected hash ${hash} did not match`,
    )
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return isRecord(value) && typeof value.length === 'number'
}

function isIndexedHash(value: unknown): value is { readonly hash: string } {
  return isRecord(value) && value._isIndexed === true && typeof value.hash === 'string'
}

function prefixErrors(prefix: string, action: () => void): void {
  try {
    action()
  } catch (error) {
    if (error instanceof Error) {
      const { message } = error
      error.message = `${prefix}: ${message}`
      // V8 writes the message into the stack when the error is made.
      error.stack = (error.stack ?? '').replace(message, () => error.message)
    }
    throw error
  }
}
