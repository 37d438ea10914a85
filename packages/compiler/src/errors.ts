import { ScaffoldError } from '@scaffold-evm/common'
import type { Diagnostic } from './diagnostics.js'
import type { Import, Located } from './internal/sources/import.js'

function place({ importer, line }: Import): string {
  return `${importer.name}:${line}`
}

function importData(statement: Import): Readonly<Record<string, unknown>> {
  const { importer, line, path } = statement
  return { sourceName: importer.name, line, import: path }
}

function packageOf(path: string): string | undefined {
  return /^(@[\w.-]+\/[\w.-]+|[\w][\w.-]*)\/./.exec(path)?.[1]
}

/** No file lies where an import leads. */
export function importNotFoundError(
  statement: Import,
  search: { readonly tried: readonly string[]; readonly suggestion?: string | undefined },
): ScaffoldError {
  const { tried, suggestion } = search
  const packageName = statement.path.startsWith('.') ? undefined : packageOf(statement.path)
  const advice =
    packageName === undefined
      ? 'Check the path: it is relative to the importing file'
      : `If it comes from npm: npm install ${packageName}. Else add a remapping for it`
  return new ScaffoldError({
    code: 'IMPORT_NOT_FOUND',
    message: `${place(statement)} imports "${statement.path}", which does not exist`,
    details: ['Tried:', ...tried.map((path) => `  ${path}`)].join('\n'),
    hint: suggestion === undefined ? advice : `Did you mean "${suggestion}"?`,
    data: { ...importData(statement), tried },
  })
}

/** An import differs from the file's name in upper and lower case only. */
export function importWrongCaseError(
  statement: Import,
  found: { readonly at: string; readonly actual: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_WRONG_CASE',
    message: `${place(statement)} imports "${statement.path}", but on disk it is "${found.actual}"`,
    details: `Looked for ${found.at}`,
    hint: 'Write it as on disk: not every system ignores upper and lower case',
    data: { ...importData(statement), actual: found.actual },
  })
}

/** An import leads to a folder. */
export function importIsDirectoryError(statement: Import, path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_IS_DIRECTORY',
    message: `${place(statement)} imports "${statement.path}", which is a folder`,
    details: `Found ${path}`,
    hint: 'Name the .sol file in it',
    data: importData(statement),
  })
}

/** An import leads to different files in the project and in a package. */
export function importAmbiguousError(
  statement: Import,
  candidates: readonly string[],
): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_AMBIGUOUS',
    message: `${place(statement)} imports "${statement.path}", which could be either of two files`,
    details: candidates.map((path) => `  ${path}`).join('\n'),
    hint: "Use a relative path for the project's file, or a remapping for the package's",
    data: { ...importData(statement), candidates },
  })
}

/** An import path cannot be a source name. */
export function importInvalidError(
  statement: Import,
  name: string,
  problem: string,
): ScaffoldError {
  const written = name === statement.path ? '' : ` (remapped to "${name}")`
  return new ScaffoldError({
    code: 'IMPORT_INVALID',
    message: `${place(statement)} imports "${statement.path}"${written}: ${problem}`,
    hint: /^[a-z]+:\/\//i.test(name)
      ? `Install the package from npm and remap it, e.g. in remappings.txt: ${name.replace(/[^/]*$/, '')}=node_modules/<package>/`
      : "Expected ./ or ../ and a path, a path below the project's folder, or package/path/File.sol",
    data: importData(statement),
  })
}

/** A relative import leads above the project's or package's folder. */
export function importOutsideProjectError(statement: Import): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_OUTSIDE_PROJECT',
    message: `${place(statement)} imports "${statement.path}", which leads out of the project`,
    hint: 'Make the folder a package (a workspace or "file:" dependency), or remap it: shared/=../shared/',
    data: importData(statement),
  })
}

/** One source name stands for two different files. */
export function sourceNameClashError(args: {
  readonly name: string
  readonly first: string
  readonly second: string
  readonly statement: Import
}): ScaffoldError {
  const { name, first, second, statement } = args
  return new ScaffoldError({
    code: 'SOURCE_NAME_CLASH',
    message: `Two different files are called "${name}"`,
    details: `  ${first}\n  ${second}, imported by ${place(statement)}`,
    hint: 'Install one version only (npm dedupe, or "overrides" in package.json), or give one another name by a remapping with a context',
    data: { ...importData(statement), sourceName: name, paths: [first, second] },
  })
}

/** The folder that the project's sources should be in does not exist. */
export function sourcesMissingError(args: {
  readonly root: string
  readonly path: string
  /** As seen from the root. */
  readonly name: string
  readonly suggestion?: string | undefined
  readonly hasArtifacts: boolean
}): ScaffoldError {
  const { root, path, name, suggestion, hasArtifacts } = args
  const kept = ' Artifacts of earlier compilations were left as they are.'
  return new ScaffoldError({
    code: 'SOURCES_MISSING',
    message: `There is no folder ${path} to find contracts in`,
    details: `paths.sources is "${name}", in the project ${root}.${hasArtifacts ? kept : ''}`,
    hint: sourcesHint(suggestion, hasArtifacts),
    data: { path, root, suggestion },
  })
}

function sourcesHint(suggestion: string | undefined, hasArtifacts: boolean): string {
  const remedy =
    suggestion === undefined
      ? 'Create it, set paths.sources in the config to where the contracts are, or start with an example: scaffold init'
      : `Did you mean "${suggestion}"? Then set paths.sources in the config to it`
  return hasArtifacts ? `${remedy}. If the contracts are gone on purpose: scaffold clean` : remedy
}

/** A file named as a source does not exist. */
export function sourceNotFoundError(args: {
  readonly path: string
  readonly suggestion?: string | undefined
}): ScaffoldError {
  const { path, suggestion } = args
  return new ScaffoldError({
    code: 'SOURCE_NOT_FOUND',
    message: `The source ${path} does not exist`,
    hint:
      suggestion === undefined
        ? 'Check the path given, and paths.sources of the configuration'
        : `Did you mean "${suggestion}"?`,
    data: { path },
  })
}

/** A file to compile is neither Solidity nor Yul, or not among the sources. */
export function sourceUnknownError(args: { readonly path: string }): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCE_UNKNOWN',
    message: `${args.path} is not one of the project's sources`,
    hint: 'Expected a .sol or .yul file inside the project',
    data: args,
  })
}

/** A source or folder cannot be read. */
export function sourceUnreadableError(args: {
  readonly path: string
  readonly cause: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCE_UNREADABLE',
    message: `${args.path} cannot be read`,
    details: args.cause instanceof Error ? args.cause.message : undefined,
    hint: 'Check its permissions',
    cause: args.cause,
    data: { path: args.path },
  })
}

/** A source is not text. */
export function sourceNotUtf8Error({ name, path }: Located): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCE_NOT_UTF8',
    message: `${name} is not valid UTF-8`,
    details: path,
    hint: 'Save it as UTF-8: Solidity knows no other encoding',
    data: { sourceName: name, path },
  })
}

/** A source is not what it was when the compilation was planned. */
export function sourceChangedError({ name, path }: Located): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCE_CHANGED',
    message: `${name} changed while it was compiled`,
    details: path,
    hint: 'Compile again',
    data: { sourceName: name, path },
  })
}

/** A symbolic link among the sources leads nowhere. */
export function sourceLinkBrokenError(args: { readonly path: string }): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCE_LINK_BROKEN',
    message: `The link ${args.path} leads nowhere`,
    hint: 'Delete it, or restore what it points to',
    data: args,
  })
}

/** A source lies outside the project's folder. */
export function sourceOutsideProjectError(args: {
  readonly root: string
  readonly path: string
  readonly target: string
}): ScaffoldError {
  const { root, path, target } = args
  return new ScaffoldError({
    code: 'SOURCE_OUTSIDE_PROJECT',
    message: `The source ${path} lies outside the project`,
    details:
      target === path
        ? `The project is ${root}`
        : `It is a link to ${target}; the project is ${root}`,
    hint: 'Make the folder a package (a workspace or "file:" dependency) and import it by name, or remap it: shared/=../shared/',
    data: args,
  })
}

/** A remapping has no meaning. */
export function remappingInvalidError(args: {
  readonly text: string
  readonly writtenIn: string
}): ScaffoldError {
  return new ScaffoldError({
    code: 'REMAPPING_INVALID',
    message: `The remapping "${args.text}" (${args.writtenIn}) is not of the form prefix=target`,
    hint: 'Expected e.g. @openzeppelin/=lib/openzeppelin/ or context:prefix=target',
    data: args,
  })
}

/** An override names a file that is not there. */
export function overrideUnusedError(args: {
  readonly name: string
  readonly suggestion?: string | undefined
}): ScaffoldError {
  const { name, suggestion } = args
  return new ScaffoldError({
    code: 'OVERRIDE_UNUSED',
    message: `solidity.overrides names "${name}", which is no source of the project`,
    hint:
      suggestion ?? 'Expected a source name such as contracts/Token.sol or package/path/File.sol',
    data: { sourceName: name },
  })
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** solc found errors. `data.diagnostics` has all of them, warnings included. */
export function compileFailedError(diagnostics: readonly Diagnostic[]): ScaffoldError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${countOf(errors.length - 1, 'more error')})` : ''
  return new ScaffoldError({
    code: 'COMPILE_FAILED',
    message: `Compilation failed: ${first?.message.split('\n')[0] ?? 'solc gave no reason'}${more}`,
    data: { diagnostics },
  })
}

/** The thread that a compiler ran in ended without an answer. */
export function workerLostError(args: {
  readonly soljsonPath: string
  readonly cause: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'COMPILER_WORKER_LOST',
    message: 'The thread that compiled ended without an answer',
    details: args.cause instanceof Error ? args.cause.message : undefined,
    hint: 'Most often memory ran out: close other programs, or compile fewer files at once',
    cause: args.cause,
    data: { soljsonPath: args.soljsonPath },
  })
}

/** A compiler's answer is not what standard JSON promises. */
export function solcOutputInvalidError(args: {
  readonly version: string
  readonly text: string
  readonly cause?: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'SOLC_OUTPUT_INVALID',
    message: `solc ${args.version} gave an answer that is no JSON object`,
    details: args.text.slice(0, 200),
    hint: 'The compiler may be damaged: delete it from the cache and fetch it again',
    cause: args.cause,
    data: { version: args.version },
  })
}

/** A cached run that was there a moment ago is gone. */
export function cacheLostError(args: { readonly id: string }): ScaffoldError {
  return new ScaffoldError({
    code: 'CACHE_LOST',
    message: `The cached compilation ${args.id} has disappeared`,
    hint: 'Another program deletes the cache while it is in use. Run again',
    data: args,
  })
}
