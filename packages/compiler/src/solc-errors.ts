import { errorMessage, ScaffoldError } from '@scaffold-evm/common'

/** A compiler broke down instead of answering. */
export function solcCrashedError(args: {
  readonly version: string
  readonly inputBytes: number
  readonly cause: unknown
  readonly output: readonly string[]
}): ScaffoldError {
  const { version, inputBytes, cause, output } = args
  const isDeep = cause instanceof RangeError
  const reason = errorMessage(cause).split('\n')[0] ?? ''
  return new ScaffoldError({
    code: 'SOLC_CRASHED',
    message: `solc ${version} crashed on an input of ${inputBytes} bytes: ${reason.slice(0, 200)}`,
    details: output.slice(-10).join('\n'),
    hint: isDeep
      ? 'The sources nest too deeply for it: split very long expressions, or try another version'
      : 'This is a defect of that compiler: try another version in "solidity", or compile fewer files at once with "overrides"',
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
