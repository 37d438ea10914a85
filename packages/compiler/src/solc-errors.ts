import { didYouMean, errorMessage, ScaffoldError } from '@scaffold-evm/common'

function crashHint(cause: unknown): string {
  if (/maximum call stack|stack overflow/i.test(errorMessage(cause))) {
    return 'The sources nest too deeply for it: split very long expressions, or try another version'
  }
  return 'This is a defect of that compiler: try another version in "solidity", or fewer files at once'
}

/** A compiler broke down instead of answering. */
export function solcCrashedError(args: {
  readonly version: string
  readonly inputBytes: number
  readonly cause: unknown
  readonly output: readonly string[]
}): ScaffoldError {
  const { version, inputBytes, cause, output } = args
  const reason = errorMessage(cause).split('\n')[0] ?? ''
  return new ScaffoldError({
    code: 'SOLC_CRASHED',
    message: `solc ${version} crashed on an input of ${inputBytes} bytes: ${reason.slice(0, 200)}`,
    details: output.slice(-10).join('\n'),
    hint: crashHint(cause),
    cause,
    data: { version, inputBytes },
  })
}

/** A file that was given as a compiler is none. */
export function solcFileInvalidError(args: {
  readonly path: string
  readonly reason: string
  readonly cause?: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'SOLC_FILE_INVALID',
    message: `${args.path} is no usable Solidity compiler: ${args.reason}`,
    hint: 'Expected the soljson.js of a release from 0.4.11 on, as npm\'s "solc" packages contain it. If the file is damaged, delete it',
    cause: args.cause,
    data: { path: args.path },
  })
}

interface PragmaPlace {
  readonly sourceName: string
  readonly line: number
  readonly range: string
}

function pragmaLine({ sourceName, line, range }: PragmaPlace): string {
  return `  ${sourceName}:${line}  pragma solidity ${range}`
}

/** A version pragma that solc does not understand. */
export function pragmaInvalidError(pragma: PragmaPlace): ScaffoldError {
  const { sourceName, line, range } = pragma
  return new ScaffoldError({
    code: 'PRAGMA_INVALID',
    message: `${sourceName}:${line}: "${range}" is no version range that solc understands`,
    hint: 'Write it like ^0.8.20, >=0.7.0 <0.9.0 or 0.8.37, without a "v" and without pre-release parts',
    data: { sourceName, line, range },
  })
}

/** Files that belong together, but ask for versions that exclude each other. */
export function solcVersionConflictError(args: {
  readonly sourceName: string
  readonly pragmas: readonly PragmaPlace[]
}): ScaffoldError {
  const { sourceName, pragmas } = args
  const together = pragmas.length > 1 ? ' and all that it imports' : ''
  return new ScaffoldError({
    code: 'SOLC_VERSION_CONFLICT',
    message: `No version of solc compiles ${sourceName}${together}`,
    details: pragmas.map(pragmaLine).join('\n'),
    hint:
      pragmas.length > 1
        ? 'Change one of these pragmas, or import a version of that file that fits'
        : `Change this pragma: releases from 0.4.11 on are supported`,
    data: { sourceName, pragmas },
  })
}

/** A version would do, but the configuration does not allow it. */
export function solcVersionMismatchError(args: {
  readonly sourceName: string
  readonly configured: readonly string[]
  readonly pragmas: readonly PragmaPlace[]
}): ScaffoldError {
  const { sourceName, configured, pragmas } = args
  return new ScaffoldError({
    code: 'SOLC_VERSION_MISMATCH',
    message: `No configured version of solc compiles ${sourceName}: "solidity" allows ${configured.join(', ')}`,
    details: pragmas.map(pragmaLine).join('\n'),
    hint: `Add a version that fits to "solidity" in the config, or an override for ${sourceName}`,
    data: { sourceName, configured, pragmas },
  })
}

/** A version that does not exist, or that nobody offers. */
export function solcVersionUnknownError(args: {
  readonly version: string
  readonly wantedBy: string
  readonly reason: string
  readonly nearest: readonly string[]
  readonly cause?: unknown
}): ScaffoldError {
  const { version, wantedBy, reason, nearest, cause } = args
  return new ScaffoldError({
    code: 'SOLC_VERSION_UNKNOWN',
    message: `There is no solc ${version}, which ${wantedBy} asks for: ${reason}`,
    hint: `Nearest that exist: ${nearest.join(', ')}`,
    cause,
    data: { version, wantedBy, nearest },
  })
}

/** A compiler is not on this machine and cannot be fetched. */
export function solcNotCachedError(args: {
  readonly version: string
  /** Version of the npm package that holds it. */
  readonly packageVersion: string
  readonly wantedBy: string
  readonly reason: string
  readonly available: readonly string[]
  readonly cause?: unknown
}): ScaffoldError {
  const { version, packageVersion, wantedBy, reason, available, cause } = args
  return new ScaffoldError({
    code: 'SOLC_NOT_CACHED',
    message: `solc ${version}, which ${wantedBy} asks for, is not on this machine, and ${reason}`,
    details: `On this machine: ${available.length === 0 ? 'none' : available.join(', ')}`,
    hint: `Run "npx scaffold compile" once with network, or make it part of the project: npm install --save-dev solc-${version}@npm:solc@${packageVersion}`,
    cause,
    data: { version, wantedBy, available },
  })
}

const knownSettings = [
  ...['optimizer', 'evmVersion', 'viaIR', 'metadata', 'debug', 'libraries', 'modelChecker'],
  ...['stopAfter', 'enabled', 'runs', 'details', 'yul', 'yulDetails', 'revertStrings', 'debugInfo'],
  ...['useLiteralContent', 'bytecodeHash', 'appendCBOR', 'stackAllocation', 'optimizerSteps'],
]

/** solc does not take the settings that it was given. */
export function solcSettingsInvalidError(args: {
  readonly version: string
  /** What solc said. */
  readonly reason: string
  readonly settings: Readonly<Record<string, unknown>>
  /** Where in the config they come from, e.g. `solidity.settings`. */
  readonly place: string
}): ScaffoldError {
  const { version, reason, settings, place } = args
  const unknownKey = /^Unknown key "(.*)"/.exec(reason)?.[1]
  const suggestion = unknownKey === undefined ? undefined : didYouMean(unknownKey, knownSettings)
  return new ScaffoldError({
    code: 'SOLC_SETTINGS_INVALID',
    message: `solc ${version} does not take ${place} of the config: ${reason}`,
    details: `It was given ${JSON.stringify(settings)}`,
    hint: suggestion ?? `Correct ${place}: they are those of solc's standard JSON input`,
    data: { version, reason, place, settings },
  })
}
