import { ScaffoldError } from '@scaffold-evm/common'

/** There is no truffle-config.js around a folder. */
export function configNotFoundError(cwd: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CONFIG_NOT_FOUND',
    message: 'Could not find suitable configuration file.',
    details: `Looked for truffle-config.js and truffle.js in ${cwd} and the folders above it.`,
    hint: 'Go to the folder of the project, or name the file with --config.',
    data: { cwd },
  })
}

/** truffle-config.js cannot be read, or its code throws. */
export function configFailedError(path: string, details: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CONFIG_FAILED',
    message: `${path} cannot be loaded`,
    details,
    cause,
    data: { path },
  })
}

/** truffle-config.js exports something else than an object. */
export function configExportError(path: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CONFIG_INVALID',
    message: `${path} exports ${got}; expected an object`,
    hint: 'Write module.exports = { … }, or export default { … } in an ES module.',
    data: { path },
  })
}

/** A value of the chosen network that was assigned to the config itself. */
export function configReadOnlyError(key: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CONFIG_READ_ONLY',
    message: `config.${key} comes from the chosen network and cannot be set`,
    hint: `Set config.networks[config.network].${key}.`,
    data: { key },
  })
}

/** The config was asked for its network before one was chosen. */
export function networkNotSetError(): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_NOT_SET',
    message: 'Network not set. Cannot determine network to use.',
  })
}

/** A subscriber of the config that cannot hear anything. */
export function subscriberInvalidError(name: string, problem: string, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_SUBSCRIBER_INVALID',
    message: `subscribers.${name}: ${problem}; got ${typeof got}`,
    hint: "Write subscribers: { mine: { handlers: { 'compile:succeed': [function (data) { … }] } } }",
    data: { name },
  })
}
