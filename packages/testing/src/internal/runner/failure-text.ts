import type { TestFailure } from '../../test-report.js'

/** What a provider says of a failed execution is what the contracts did, in other words. */
function isOfProvider({ name }: TestFailure): boolean {
  return name === 'ProviderError'
}

/** What is said first of a failure. */
export function headlineOf(failure: TestFailure): string {
  const { message, solidity } = failure
  return solidity !== undefined && isOfProvider(failure) ? solidity.message : message
}

/** What the contracts did, unless the headline says so already. */
export function reasonOf(failure: TestFailure): string | undefined {
  const { message, solidity } = failure
  if (solidity === undefined || isOfProvider(failure)) return undefined
  return message.includes(solidity.message) ? undefined : solidity.message
}

/** What else is worth telling of the failure's cause: not what a provider said, when it is known what the contracts did. */
export function causeOf({ cause, solidity }: TestFailure): TestFailure | undefined {
  if (cause === undefined || solidity === undefined || !isOfProvider(cause)) return cause
  return cause.cause === undefined ? undefined : causeOf({ ...cause, solidity })
}

/** The functions that were running, the innermost first, contracts before tests; no more than `most` of the tests, the outermost always. */
export function stackOf(failure: TestFailure, most: number = Number.POSITIVE_INFINITY): string[] {
  const stack = userLines(failure)
  const kept = stack.length <= most ? stack : [...stack.slice(0, most - 2), '…', ...stack.slice(-1)]
  return [...(failure.solidity?.stack ?? []), ...kept]
}

/** Where a contract was called comes before where a test made another error of what came of it. */
function userLines({ stack, cause, solidity }: TestFailure): readonly string[] {
  if (solidity === undefined || cause === undefined) return stack
  return [...new Set([...userLines({ ...cause, solidity }), ...stack])]
}
