import { didYouMean, errorMessage, ScaffoldError } from '@scaffold-evm/common'

/** A network where mistakes cost money, and nobody said yes. */
export function productionUnconfirmed(network: string, chainId: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'PRODUCTION_UNCONFIRMED',
    message: `Network "${network}" (chain ${chainId}) is a production network: nothing is sent there unasked`,
    hint: `Try it first with --dry-run, then say --yes. If nothing there is worth anything, set networks.${network}.production to false`,
    data: { network, chainId: String(chainId) },
  })
}

/** The command line cannot be understood: exit code 2. */
export function usageError(message: string, hint?: string): ScaffoldError {
  return new ScaffoldError({ code: 'USAGE', message, hint })
}

/** A value that is not among those allowed. */
export function choiceError(flag: string, got: string, choices: readonly string[]): ScaffoldError {
  return usageError(
    `${flag} is ${JSON.stringify(got)}; expected one of ${choices.join(', ')}`,
    didYouMean(got, choices),
  )
}

/** A file that an option names and that cannot be read. */
export function fileUnreadable(flag: string, path: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'FILE_UNREADABLE',
    message: `The file of ${flag} cannot be read: ${path}`,
    details: errorMessage(cause),
    cause,
  })
}

/** Files that `scaffold init` would overwrite. */
export function initConflict(folder: string, files: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'INIT_CONFLICT',
    message: `${folder} already has ${files.length === 1 ? 'a file' : `${files.length} files`} that the template brings`,
    details: files.map((file) => `  ${file}`).join('\n'),
    hint: 'Nothing was written. Choose another folder, or move these files away.',
    data: { files },
  })
}

/** A snapshot to compare with that is not there. */
export function snapshotMissing(file: string): ScaffoldError {
  return new ScaffoldError({
    code: 'GAS_SNAPSHOT_MISSING',
    message: `There is no gas snapshot ${file} to compare with`,
    hint: 'scaffold gas snapshot writes it: commit it, and compare with it after the next change',
    data: { file },
  })
}

/** A script of the user's that threw. */
export function scriptFailed(script: string, cause: unknown, details: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SCRIPT_FAILED',
    message: `${script} failed`,
    details,
    cause,
  })
}

/** A script that is not there. */
export function scriptNotFound(script: string, path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SCRIPT_NOT_FOUND',
    message: `There is no script ${script}`,
    details: `Looked for ${path}`,
    hint: 'Name a .ts, .js, .mjs or .cjs file, e.g. scaffold run scripts/deploy.ts',
  })
}

/** A command that asks, where nobody can answer. */
export function notInteractive(what: string, hint: string): ScaffoldError {
  return new ScaffoldError({
    code: 'NOT_INTERACTIVE',
    message: `${what} has to be asked for, and this is not a terminal`,
    hint,
  })
}

/** Questions that were answered with Ctrl-C or Escape. */
export function cancelled(): ScaffoldError {
  return new ScaffoldError({ code: 'CANCELLED', message: 'Cancelled; nothing was written' })
}

/** A child process that did not succeed. */
export function childFailed(command: string, exitCode: number | null): ScaffoldError {
  return new ScaffoldError({
    code: 'CHILD_FAILED',
    message: `${command} failed with exit code ${exitCode ?? 'none'}`,
  })
}

/** What each refusal of the file system means, and what to do about it. */
const fileSystemRefusals: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  EACCES: ['permission denied', 'Check who owns it and its permissions: chown, chmod'],
  EPERM: ['not permitted', 'Check who owns it and its permissions: chown, chmod'],
  EROFS: ['the file system is read-only', 'Work in a folder that can be written'],
  ENOSPC: ['the disk is full', 'Free some space and run again'],
  EDQUOT: ['the disk quota is used up', 'Free some space and run again'],
  EMFILE: ['too many open files', 'Raise the limit: ulimit -n 4096'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Move that file away'],
  EISDIR: ['it is a folder, not a file', 'Name a file'],
}

/** What the file system refused, in words; undefined for errors that it did not cause. */
export function fileSystemError(error: NodeJS.ErrnoException): ScaffoldError | undefined {
  const { code = '', path } = error
  const [what, hint] = fileSystemRefusals[code] ?? []
  if (what === undefined || path === undefined) return undefined
  return new ScaffoldError({
    code: 'FILE_SYSTEM',
    message: `${path}: ${what} (${code})`,
    hint,
    cause: error,
    data: { path, code },
  })
}

/** A line that is no command of the debugger. */
export function debugCommandUnknown(got: string, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_COMMAND_UNKNOWN',
    message: `The debugger has no command "${got}"`,
    hint: didYouMean(got, names) ?? 'help lists the commands; :x shows the value of x',
    data: { got },
  })
}

/** What follows a command of the debugger and cannot be understood. */
export function debugArgumentError(expected: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_ARGUMENT_INVALID',
    message: `Expected ${expected}${got.trim() === '' ? '' : `, got "${got.trim()}"`}`,
    data: { expected, got },
  })
}

/** A test to debug that is not there. */
export function debugTestMissing(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_TEST_MISSING',
    message: `No test has a title with "${name}"`,
    hint: 'Name a test, or the hash of a transaction: 0x and 64 hexadecimal digits',
    data: { name },
  })
}

/** Where the debugger was opened for one execution. */
export function debugLoadUnavailable(): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_LOAD_UNAVAILABLE',
    message: 'Other transactions cannot be loaded here',
    hint: 'This debugger was opened for one execution. `debug <transaction-hash>` opens one for the transactions of a network',
  })
}

/** At a prompt that waits for a transaction. */
export function debugNothingLoaded(): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_NOTHING_LOADED',
    message: 'No transaction is loaded',
    hint: 'Load one: t <transaction-hash>',
  })
}

/** A test to debug that sent nothing. */
export function debugNothingSent(title: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_NOTHING_SENT',
    message: `The test "${title}" sent no transaction, and no call of it failed`,
    hint: 'Only what contracts did can be debugged',
    data: { title },
  })
}

/** No failure to come back to. */
export function debugNoFailure(): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_NO_FAILURE',
    message: 'No test failed in the last run of scaffold test',
    hint: 'Name a test or a transaction to debug',
  })
}

/** Something on the wire that is no message of the Debug Adapter Protocol. */
export function dapMessageMalformed(reason: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_MESSAGE_MALFORMED',
    message: `A message of the client was passed over: ${reason}`,
  })
}

/** A request of an editor with something in it that makes no sense. */
export function dapArgumentInvalid(name: string, expected: string, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_ARGUMENT_INVALID',
    message: `${name} is ${JSON.stringify(got) ?? 'missing'}; expected ${expected}`,
    data: { name, expected, got },
  })
}

/** A request that this debugger has nothing for. */
export function dapRequestUnknown(command: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_REQUEST_UNKNOWN',
    message: `The debugger does not know the request "${command}"`,
    data: { command },
  })
}

/** A request that needs a debuggee. */
export function dapNotLaunched(): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_NOT_LAUNCHED',
    message: 'Nothing is being debugged yet',
    hint: 'Send launch first',
  })
}

/** A second launch in one session. */
export function dapAlreadyLaunched(): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_ALREADY_LAUNCHED',
    message: 'This session is debugging something already',
    hint: 'Send restart, or begin another session',
  })
}

/** An editor that wants to debug a process of its own. */
export function dapAttachUnsupported(): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_ATTACH_UNSUPPORTED',
    message: 'The debugger runs tests and transactions itself; there is nothing to attach to',
    hint: 'Use a configuration with "request": "launch"',
  })
}

/** A request about a place where nothing stands. */
export function dapNotStopped(): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_NOT_STOPPED',
    message: 'The tests are running: nothing is stopped in a contract',
    hint: 'Set a breakpoint, or pause: the next transaction or call stops then',
  })
}

/** The process that ran what was debugged is gone. */
export function debuggeeEnded(): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_DEBUGGEE_ENDED',
    message: 'What was debugged has ended',
  })
}

/** A line that an execution never comes by. */
export function dapLineNotRun(line: number): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_LINE_NOT_RUN',
    message: `Line ${line} does not run in this transaction or call`,
    data: { line },
  })
}

/** A breakpoint below everything that a source does. */
export function dapLineWithoutCode(line: number): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_LINE_WITHOUT_CODE',
    message: `No statement begins at line ${line} or below`,
    data: { line },
  })
}

/** A port that clients cannot be served on. */
export function dapPortUnavailable(port: number, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'DAP_PORT_UNAVAILABLE',
    message: `The debug adapter cannot listen on port ${port}: ${errorMessage(cause)}`,
    hint: 'Choose another port with --port, or --port 0 for a free one',
    cause,
    data: { port },
  })
}
