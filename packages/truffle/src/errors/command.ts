import { ScaffoldError } from '@scaffold-evm/common'

/** A command that was not told what it needs to know. */
export function commandUsageError(message: string, hint?: string): ScaffoldError {
  return new ScaffoldError({ code: 'TRUFFLE_COMMAND_USAGE', message, hint })
}

/** A `build` of the config that can do nothing. */
export function buildInvalidError(): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_BUILD_INVALID',
    message: 'Build configuration can no longer be specified as an object.',
    hint: 'Expected of build in truffle-config.js: a command as text, or a function (config, callback).',
  })
}

/** What `build` of the config runs has failed. */
export function buildFailedError(message: string): ScaffoldError {
  return new ScaffoldError({ code: 'TRUFFLE_BUILD_FAILED', message })
}

/** A call that a contract refused; the message says what it threw. */
export function callRevertedError(message: string): ScaffoldError {
  return new ScaffoldError({ code: 'TRUFFLE_CALL_REVERTED', message })
}

/** A call that nobody answered, since there is no such function at the address. */
export function callEmptyError(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CALL_EMPTY',
    message: `Could not decode result of ${name}: there is none`,
    hint: 'Is the contract at this address, as of this block, and the one that was compiled?',
  })
}

/** A script that exports something else than a function. */
export function scriptInvalidError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_SCRIPT_INVALID',
    message: `${path} does not export a function`,
    hint: 'Write module.exports = function (callback) { … }, or an async function.',
    data: { path },
  })
}

/** A file of the user's that is not there. */
export function fileMissingError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_FILE_MISSING',
    message: `Cannot find module '${path}'`,
    data: { path },
  })
}

/** A file that would be overwritten. */
export function fileExistsError(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_FILE_EXISTS',
    message: `Can not create ${name}: file exists`,
    hint: '--force overwrites it.',
    data: { name },
  })
}

/** `plugins` of the config that cannot be used. */
export function pluginError(message: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({ code: 'TRUFFLE_PLUGIN', message, cause })
}
