import { didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** A contract that is not among the artifacts. */
export function artifactNotFoundError(
  name: string,
  known: readonly string[],
  directory: string,
): ScaffoldError {
  return new ScaffoldError({
    code: 'ARTIFACT_NOT_FOUND',
    message: `There is no compiled contract "${name}"`,
    details: known.length === 0 ? `${directory} has no artifacts` : undefined,
    hint: didYouMean(name, known) ?? 'Run "scaffold compile", and check the name',
    data: { name },
  })
}

/** A name that several contracts share. */
export function artifactAmbiguousError(name: string, candidates: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'ARTIFACT_AMBIGUOUS',
    message: `${candidates.length} contracts are named "${name}"`,
    details: candidates.map((candidate) => `  ${candidate}`).join('\n'),
    hint: `Use the full name, e.g. "${candidates[0]}"`,
    data: { name, candidates },
  })
}

/** An artifact file that is no artifact. */
export function artifactInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'ARTIFACT_INVALID',
    message: `${path} is not an artifact: ${problem}`,
    hint: 'Run "scaffold compile --force" to write it anew',
    data: { path },
  })
}

/** A contract without bytecode. */
export function contractAbstractError(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CONTRACT_ABSTRACT',
    message: `${name} cannot be deployed: it has no bytecode`,
    hint: 'It is an interface or an abstract contract. Deploy a contract that implements it; contractAt() works with it',
    data: { name },
  })
}

/** Constructor arguments of the wrong number or type. */
export function contractArgumentsError(
  signature: string,
  problem: string,
  cause?: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CONTRACT_ARGUMENTS',
    message: `${signature}: ${problem}`,
    cause,
    data: { signature },
  })
}

/** Libraries that a contract calls and was not given. */
export function libraryMissingError(contract: string, missing: readonly string[]): ScaffoldError {
  const example = missing[0]?.split(':').at(-1) ?? 'Library'
  return new ScaffoldError({
    code: 'LIBRARY_MISSING',
    message: `${contract} needs the address of ${missing.length === 1 ? 'a library' : 'libraries'}: ${missing.join(', ')}`,
    hint: `Deploy it first and pass libraries: { ${example}: address }`,
    data: { contract, missing },
  })
}

/** A library that a contract does not call. */
export function libraryUnknownError(
  contract: string,
  name: string,
  needed: readonly string[],
): ScaffoldError {
  const names = needed.flatMap((full) => [full, full.split(':').at(-1) ?? full])
  return new ScaffoldError({
    code: 'LIBRARY_UNKNOWN',
    message: `${contract} does not link to a library "${name}"`,
    details:
      needed.length === 0
        ? 'It links to none: libraries with only internal functions are part of its code'
        : `It links to ${needed.join(', ')}`,
    hint: didYouMean(name, names),
    data: { contract, name, needed },
  })
}

/** Two libraries of one name, or one given twice. */
export function libraryAmbiguousError(
  contract: string,
  name: string,
  candidates: readonly string[],
): ScaffoldError {
  return new ScaffoldError({
    code: 'LIBRARY_AMBIGUOUS',
    message: `${contract} links to ${candidates.length} libraries named "${name}"`,
    details: candidates.map((candidate) => `  ${candidate}`).join('\n'),
    hint: 'Give each by its full name',
    data: { contract, name, candidates },
  })
}

/** An address that is not one. `names` stand for accounts. */
export function addressInvalidError(
  what: string,
  got: string,
  names: readonly string[] = [],
): ScaffoldError {
  // Who mixes up a key and its address shall not find the key in a log.
  const isKey = /^["']?(0x)?[0-9a-fA-F]{64}["']?$/.test(got)
  const shown = isKey ? '32 bytes, as a private key has' : got
  return new ScaffoldError({
    code: 'ADDRESS_INVALID',
    message: `${what}: expected an address (0x and 40 hexadecimal digits), got ${shown}`,
    hint: didYouMean(got.replace(/^"|"$/g, ''), names) ?? knownNames(names),
    data: { what, got: shown },
  })
}

function knownNames(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `namedAccounts of the config has ${names.join(', ')}`
}

/** A transaction that was mined and failed. */
export function transactionFailedError(
  what: string,
  details: { readonly hash: string; readonly reason: string },
  cause?: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'TRANSACTION_FAILED',
    message: `${what} failed: ${details.reason}`,
    details: `transaction ${details.hash}`,
    cause,
    data: details,
  })
}

/** A name under which nothing is recorded. */
export function deploymentNotFoundError(
  name: string,
  network: string,
  known: readonly string[],
): ScaffoldError {
  return new ScaffoldError({
    code: 'DEPLOYMENT_NOT_FOUND',
    message: `Nothing is recorded as "${name}" on network "${network}"`,
    details: known.length === 0 ? undefined : `Recorded: ${known.join(', ')}`,
    hint: didYouMean(name, known) ?? 'Run the migrations first: scaffold migrate',
    data: { name, network, known },
  })
}

/** A deployment record that cannot be read. */
export function deploymentInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEPLOYMENT_INVALID',
    message: `${path} is not a deployment record: ${problem}`,
    hint: 'Restore it from git. Deleting it makes "scaffold migrate" deploy everything again',
    data: { path },
  })
}
