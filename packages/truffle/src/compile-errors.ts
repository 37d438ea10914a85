import { ScaffoldError } from '@scaffold-evm/common'

/** A config's compiler version is neither a version nor anything else that is known. */
export function compilerNotUnderstoodError(version: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_COMPILER_NOT_UNDERSTOOD',
    message: `Could not find a compiler version matching ${version}.`,
    details: [
      'compilers.solc.version option must be a string specifying:',
      '   - a path to a locally installed solcjs',
      "   - a solc version or range (ex: '0.4.22' or '^0.5.0')",
      "   - 'pragma', for the newest version that each file allows",
      "   - 'native' to use natively installed solc",
    ].join('\n'),
    data: { version },
  })
}

/** A path in a config does not lead to a compiler. */
export function solcPathError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_SOLC_PATH',
    message: `compilers.solc.version names ${path}, where there is no compiler`,
    hint: 'Name the folder of an installed solc package, its soljson.js, or a version',
    data: { path },
  })
}

/** solc found errors. The text is solc's, as Truffle prints it. */
export function compileFailedError(text: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_COMPILE_FAILED',
    message: `${text.trim()}\n\nCompilation failed. See above.`,
  })
}

/** A source that was asked for does not exist. */
export function sourceNotFoundError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_SOURCE_NOT_FOUND',
    message: `Could not find ${path} from any sources`,
    data: { path },
  })
}

/** What `truffle/Assert.sol` and the like mean is not where this package keeps it. */
export function builtInSourcesMissingError(folder: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_BUILT_IN_SOURCES_MISSING',
    message: 'The Solidity sources of @scaffold-evm/truffle are missing from its package',
    details: `looked for solidity/Assert.sol in ${folder} and above`,
    hint: 'Install @scaffold-evm/truffle again',
    data: { folder },
  })
}

/** Files are to be compiled by their pragmas, and one has none that a release fits. */
export function pragmaUnsatisfiedError(args: {
  readonly path: string
  readonly ranges: readonly string[]
}): ScaffoldError {
  const { path, ranges } = args
  return new ScaffoldError({
    code: 'TRUFFLE_PRAGMA_UNSATISFIED',
    message:
      ranges.length === 0
        ? `Could not find a valid pragma expression in ${path}. To use the "pragma" compiler setting your contracts must contain a pragma expression.`
        : `Could not find a single version of the Solidity compiler that satisfies the following semver expressions obtained from your source files' pragma statements: ${ranges.join(' - ')}.`,
    hint: `Please check the pragma statements for ${path} and its imports.`,
    data: { path, ranges },
  })
}

/** The installed solc gave no answer. */
export function nativeSolcFailedError(args: {
  readonly command: string
  readonly problems: string
  readonly cause: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NATIVE_SOLC_FAILED',
    message: `The native compiler "${args.command}" gave no answer`,
    details: args.problems.trim().slice(0, 2_000),
    cause: args.cause,
  })
}

/** A project's own compile command failed. */
export function externalCommandFailedError(args: {
  readonly command: string
  readonly code: number | null
}): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_EXTERNAL_FAILED',
    message: `Unknown exit code: ${args.code}`,
    details: `Of compilers.external.command: ${args.command}`,
    data: args,
  })
}

/** A target of an external compiler does not name a contract. */
export function externalTargetError(problem: string): ScaffoldError {
  return new ScaffoldError({ code: 'TRUFFLE_EXTERNAL_TARGET', message: problem })
}

/** There are sources in Vyper, and no compiler for them, or it found errors. */
export function vyperFailedError(args: {
  readonly problem: string
  readonly path: string
}): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_VYPER_FAILED',
    message: `Error executing vyper:\n${args.problem.trim()}`,
    details: `Compilation of ${args.path} failed. See above.`,
    hint: 'Sources in Vyper need the command "vyper": pip install vyper',
    data: { path: args.path },
  })
}
