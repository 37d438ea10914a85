import { relative } from 'node:path'
import { errorMessage, ScaffoldError } from '@scaffold-evm/common'
import { formatExcerpt, type ModuleProblem } from '@scaffold-evm/project'

/** A number that is none, or cannot be used exactly. */
export function numberInvalid(message: string): ScaffoldError {
  return new ScaffoldError({ code: 'TEST_NUMBER_INVALID', message })
}

/** Text that should be `0x` hexadecimal. */
export function hexInvalid(value: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_HEX_INVALID',
    message: `"${String(value)}" is not a valid hex string`,
  })
}

/** Text that should be a transaction hash. */
export function hashInvalid(value: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_HASH_INVALID',
    message: `"${String(value)}" is not a valid transaction hash`,
  })
}

/** Something that should be an address. */
export function addressInvalid(value: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_ADDRESS_INVALID',
    message: `"${String(value)}" is not a valid address`,
  })
}

/** An address of mixed case whose case is wrong: most likely a typing mistake. */
export function checksumInvalid(value: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_ADDRESS_INVALID',
    message: `Address "${value}" has an invalid checksum`,
  })
}

/** Mining up to a block that is there already. */
export function blockNumberPast(wanted: bigint, latest: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_BLOCK_PAST',
    message: `The block number "${wanted}" is smaller than the current block number "${latest}"`,
  })
}

/** A node's answer that a helper cannot use. */
export function responseInvalid(message: string): ScaffoldError {
  return new ScaffoldError({ code: 'TEST_RESPONSE_INVALID', message })
}

/** A snapshot that was reverted past, or that the node forgot. */
export function snapshotInvalid(): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_SNAPSHOT_INVALID',
    message: 'Trying to restore an invalid snapshot.',
    hint: 'Restoring an older snapshot, or a reset, ends all snapshots taken after it.',
  })
}

/** A fixture that cannot be recognised the second time. */
export function fixtureAnonymous(): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_FIXTURE_ANONYMOUS',
    message: 'Anonymous functions cannot be used as fixtures.',
    details:
      'A fixture is recognised by the function itself, so `loadFixture(async () => …)` would run it anew each time.',
    hint: 'Give the function a name and refer to it: `async function deployToken() { … }`, `loadFixture(deployToken)`.',
  })
}

/** A fixture whose snapshot the chain no longer has. */
export function fixtureSnapshotLost(name: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_FIXTURE_LOST',
    message: 'There was an error reverting the snapshot of the fixture.',
    details: `The chain no longer has the snapshot of the fixture "${name}".`,
    hint: 'A reset, or restoring an older snapshot, within a test does this. Call clearSnapshots() after it.',
    cause,
  })
}

/** A fixture of migrations on a chain that does not end with the process. */
export function fixtureFilesUnsupported(networkName: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_FIXTURE_NETWORK',
    message: `deployments.fixture() runs migrations on chains in this process; "${networkName}" is none`,
    hint: 'What is deployed there is in deployments.get() already; scaffold migrate deploys',
    data: { networkName },
  })
}

/** A fixture of migrations where nobody can run them. */
export function migrationsUnavailable(): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_FIXTURE_MIGRATIONS',
    message: 'deployments.fixture() has no migrations to run here',
    hint: 'Run the file with scaffold test or scaffold run',
  })
}

/** Helpers that change a chain, used on a network that does not let them. */
export function networkUnsupported(networkName: string, version: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_NETWORK_UNSUPPORTED',
    message: `This helper can only be used with a development network. You are connected to "${networkName}", whose identifier is "${version}".`,
  })
}

/** What `scaffold-evm/test` exports, used where no test run set it up. */
export function environmentMissing(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_ENVIRONMENT_MISSING',
    message: `"${name}" of scaffold-evm/test was used outside of a test run`,
    hint: 'Run the file with `scaffold test`. In scripts, connect with `loadProject()` and `project.connect()`.',
  })
}

/** Test files or folders that are not there. */
export function testFileMissing(path: string, near: string | undefined): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_FILE_NOT_FOUND',
    message: `No test file matches "${path}"`,
    hint: near === undefined ? undefined : `Did you mean "${near}"?`,
    data: { path },
  })
}

/** A file that cannot be parsed, or imports a file that is not there. */
export function testLoadFailed(problem: ModuleProblem, root: string): ScaffoldError {
  const path = relative(root, problem.path)
  const { line, column, message } = problem
  return new ScaffoldError({
    code: 'TEST_SYNTAX',
    message: `${path} cannot be loaded`,
    details: `${path}:${line}:${column}: ${message}\n${formatExcerpt(problem)}`,
    data: { path },
  })
}

/** A reporter that is neither ours, mocha's, nor to be found. */
export function reporterUnknown(name: string, hint: string | undefined): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_REPORTER_UNKNOWN',
    message: `No reporter is called "${name}"`,
    hint:
      hint ??
      'Known: spec, dot, min, list, tap, json, json-stream, xunit, or the path of a mocha reporter.',
    data: { name },
  })
}

/** `--grep` that is no regular expression. */
export function grepInvalid(pattern: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_GREP_INVALID',
    message: `--grep ${JSON.stringify(pattern)} is not a regular expression: ${errorMessage(cause)}`,
    cause,
  })
}

/** A worker process of a parallel run that ended early. */
export function workerFailed(files: readonly string[], details: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_WORKER_FAILED',
    message: `The worker process for ${files.join(', ')} ended without a result`,
    details,
  })
}

/** A project without any test file. */
export function testsMissing(folder: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_NONE_FOUND',
    message: `There are no test files in ${folder}/`,
    hint: `Write one, e.g. ${folder}/token.test.ts, that imports { deploy, expect } from 'scaffold-evm/test'.`,
  })
}

/** Coverage on a chain that runs elsewhere. */
export function coverageNetwork(network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_COVERAGE_NETWORK',
    message: `Coverage cannot be measured on the network "${network}"`,
    details: 'What contracts run is counted on chains in this process.',
    hint: 'Run --coverage without --network',
    data: { network },
  })
}

/** Call trees of a chain that runs elsewhere. */
export function traceNetwork(network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_TRACE_NETWORK',
    message: `What tests do cannot be traced on the network "${network}"`,
    details:
      'With -v transactions run again, which chains in this process can do without being asked.',
    hint: `Run without -v, and look at a transaction with: scaffold trace <hash> --network ${network}`,
    data: { network },
  })
}

/** Gas on a chain that runs elsewhere. */
export function gasNetwork(network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_GAS_NETWORK',
    message: `Gas cannot be measured on the network "${network}"`,
    details: 'What calls take is measured on chains in this process.',
    hint: 'Run --gas without --network',
    data: { network },
  })
}

/** A file of gas that cannot be read. */
export function gasSnapshotInvalid(file: string, line: number, content: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_GAS_SNAPSHOT_INVALID',
    message: `${file}:${line} is no line of a gas snapshot`,
    details: `  ${content}\nExpected: name (gas: 21000), or name (calls: 2, μ: 21000, ~: 21000)`,
    hint: 'scaffold gas snapshot writes it anew',
    data: { file, line },
  })
}

/** A reporter of coverage that istanbul does not have. */
export function coverageReporterUnknown(name: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TEST_COVERAGE_REPORTER_UNKNOWN',
    message: `There is no reporter of coverage named "${name}"`,
    hint: "test.coverage.reporters takes 'text', 'lcov', 'html', 'cobertura', 'json', 'clover' and what else istanbul has",
    cause,
    data: { name },
  })
}
