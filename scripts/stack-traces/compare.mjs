// Holds an explanation against the stack that a case expects.

/** What the engine's types of errors are among our causes. */
const causes = {
  // Before solc 0.8 assertions and the like run into an invalid instruction.
  REVERT_ERROR: ['revert', 'revert-without-reason', 'invalid-opcode'],
  UNMAPPED_SOLC_0_6_3_REVERT_ERROR: ['revert-without-reason'],
  PANIC_ERROR: ['revert'],
  CUSTOM_ERROR: ['revert'],
  FUNCTION_NOT_PAYABLE_ERROR: ['function-not-payable', 'constructor-not-payable'],
  INVALID_PARAMS_ERROR: ['wrong-call-data', 'wrong-constructor-arguments'],
  FALLBACK_NOT_PAYABLE_ERROR: ['function-not-payable'],
  FALLBACK_NOT_PAYABLE_AND_NO_RECEIVE_ERROR: ['function-not-payable', 'no-receive'],
  // Without data there is no selector that could be unknown.
  UNRECOGNIZED_FUNCTION_WITHOUT_FALLBACK_ERROR: ['unknown-function', 'no-receive'],
  MISSING_FALLBACK_OR_RECEIVE_ERROR: ['no-receive', 'unknown-function'],
  RETURNDATA_SIZE_ERROR: ['short-return-data'],
  NONCONTRACT_ACCOUNT_CALLED_ERROR: ['call-to-non-contract'],
  CALL_FAILED_ERROR: ['not-enough-balance', 'revert-without-reason', 'call-failed'],
  DIRECT_LIBRARY_CALL_ERROR: ['direct-library-call'],
  CONTRACT_TOO_LARGE_ERROR: ['contract-too-large', 'out-of-gas'],
  CONTRACT_CALL_RUN_OUT_OF_GAS_ERROR: ['out-of-gas'],
  OTHER_EXECUTION_ERROR: ['out-of-gas', 'invalid-opcode', 'halt', 'revert-without-reason'],
}

/** What an explanation has otherwise than the case; undefined when nothing. */
export function differenceOf(explanation, expected) {
  const { frames, cause, message, isExact } = explanation
  const got = frames.toReversed().map(frameText)
  const wanted = expected.map(expectedText)
  const failed = expected.at(-1)
  // Of foreign code nobody knows why it failed.
  const isCause = isForeign(failed) || causes[failed.type]?.includes(cause)
  if (!isCause) return `${cause} (${message}) for ${failed.type}`
  if (!saysTheSame(message, failed)) return `"${message}" for ${JSON.stringify(failed)}`
  if (got.join('\n') === wanted.join('\n')) return undefined
  return `${isExact ? '' : 'not exact, '}got ${got.join(' > ')}, expected ${wanted.join(' > ')}`
}

/**
 * The cases name the contract that ran, and we the one that declares the function, so contracts are not compared.
 */
function frameText({ functionName = '', place }) {
  return place === undefined ? 'unknown' : `${functionName} ${place.sourceName}:${place.line}`
}

function expectedText(entry) {
  const { sourceReference: place } = entry
  if (place === undefined || isForeign(entry)) return 'unknown'
  const { function: name = '', file, line } = place
  return `${name === '<unrecognized-selector>' ? '' : name.replace(/^<(\w+)>$/, '$1')} ${file}:${line}`
}

function isForeign({ type }) {
  return type.startsWith('UNRECOGNIZED_C')
}

/** Whether the same reason, code of a panic, custom error or value is told. */
function saysTheSame(message, { type, message: reason, errorCode, value }) {
  if (isForeign({ type })) return true
  if (type === 'CUSTOM_ERROR') return withoutNames(message) === customError(reason)
  if (errorCode !== undefined) return message.includes(`0x${errorCode.padStart(2, '0')}:`)
  if (value !== undefined) return message.includes(`${BigInt(value)} wei`)
  if (reason !== undefined) return message === `reverted: ${reason}`
  return !message.startsWith('reverted: ')
}

/** Argument names are ours. */
function withoutNames(message) {
  return message.replace(/^reverted with /, '').replace(/(?<=[(\s])\w+: /g, '')
}

function customError(reason = '') {
  return /^reverted with custom error '(.*)'$/.exec(reason)?.[1]
}

/** Whether contracts printed what the case expects. */
export function logDifference(lines, expected) {
  if (expected === undefined) return undefined
  const wanted = expected.map((values) => values.join(' '))
  const got = JSON.stringify(lines)
  return got === JSON.stringify(wanted) ? undefined : `printed ${got} for ${JSON.stringify(wanted)}`
}
