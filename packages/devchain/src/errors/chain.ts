import { bytesToHex, didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** `CHAIN_HARDFORK_UNKNOWN`: a name that no fork rules have. */
export function unknownHardforkError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_HARDFORK_UNKNOWN',
    message: `There is no hardfork "${name}"`,
    hint: didYouMean(name, known) ?? `Known: ${known.join(', ')}`,
    data: { name },
  })
}

/** `CHAIN_VALUE_INVALID`: a setting that the chain cannot take. */
export function invalidValueError(name: string, got: string, expected: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_VALUE_INVALID',
    message: `Expected ${name} to be ${expected}, got ${got}`,
    data: { name, got },
  })
}

/** `CHAIN_CALL_FAILED`: an execution that was asked how much gas it needs fails with any. `data` has `returnData` and `haltReason`. */
export function callFailedError(haltReason: string, returnData: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_CALL_FAILED',
    message: `The execution fails: ${haltReason}`,
    data: { haltReason, returnData: bytesToHex(returnData) },
  })
}

/** `CHAIN_EXECUTION_TOO_LARGE`: it needs more memory than this process has. */
export function executionTooLargeError(cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_EXECUTION_TOO_LARGE',
    message: 'The execution needs more memory than there is',
    hint: 'Run it with less gas.',
    cause,
  })
}
