import { didYouMean, errorMessage, ScaffoldError } from '@scaffold-evm/common'

/** A kept input of a compiler that somebody changed. */
export function solcInputInvalidError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SOLC_INPUT_INVALID',
    message: `${path} is not what was written when the contract was deployed`,
    hint: 'Take it from git again',
    data: { path },
  })
}

/** A kept input that does not compile any more, or not to the contract that it is kept for. */
export function solcInputFailedError(contract: string, details: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SOLC_INPUT_FAILED',
    message: `What is kept of ${contract} does not compile to it`,
    details,
    data: { contract },
  })
}

/** A contract whose deployed code the project does not have any more. */
export function verifyCodeChangedError(name: string, migration: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_CODE_CHANGED',
    message: `${name} has changed since ${migration} deployed it, and what it was compiled from is not kept`,
    hint: 'Verify it from the commit that deployed it, with the same dependencies',
    data: { name, migration },
  })
}

/** A contract of which there is neither what it was compiled from nor an artifact. */
export function verifyBuildMissingError(name: string, contract: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_BUILD_MISSING',
    message: `There is nothing that ${name} (${contract}) was compiled from`,
    hint: 'Compile the project; when the contract is gone from it, check out the commit that deployed it',
    data: { name, contract },
  })
}

/** Nothing at the address of a contract. */
export function verifyNoCodeError(name: string, address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_NO_CODE',
    message: `There is no code at ${address} (${name}) on this network`,
    data: { name, address },
  })
}

/** Code on the chain that the sources do not make. Services would refuse it, so nothing is sent. */
export function verifyMismatchError(
  name: string,
  found: { readonly contract: string; readonly address: string; readonly reason: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_CODE_MISMATCH',
    message: `The code of ${name} at ${found.address} is not that of ${found.contract}`,
    details: found.reason,
    hint: 'Nothing was sent. Name the contract with --contract, or verify from the commit that deployed it',
    data: { name, ...found },
  })
}

/** Constructor arguments that are neither recorded nor to be read from the chain. */
export function verifyArgumentsUnknownError(name: string, signature: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_ARGUMENTS_UNKNOWN',
    message: `The constructor arguments of ${name} are not known: ${signature}`,
    hint: 'Give them ABI-encoded: --constructor-args 0x…',
    data: { name, signature },
  })
}

/** Constructor arguments that the constructor does not take. */
export function verifyArgumentsInvalidError(
  name: string,
  signature: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_ARGUMENTS_INVALID',
    message: `The constructor arguments of ${name} are not those of ${signature}`,
    details: errorMessage(cause),
    cause,
    data: { name, signature },
  })
}

/** An address without a name for what is there. */
export function verifyContractUnnamedError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFY_CONTRACT_UNNAMED',
    message: `${address} is not recorded on this network`,
    hint: 'Say which contract it is: --contract Name',
    data: { address },
  })
}

/** Nothing to verify. */
export function verifyNothingError(network: string, recordPath: string | undefined): ScaffoldError {
  const memory = recordPath === undefined
  return new ScaffoldError({
    code: 'VERIFY_NOTHING',
    message: `Nothing is recorded on network "${network}"`,
    hint: memory
      ? 'A chain in this process is gone afterwards: name a network with --network'
      : 'Run scaffold migrate, or name an address: scaffold verify 0x… --contract Name',
    data: { network },
  })
}

/** A service that the config does not have, or not for this network. */
export function verifierUnknownError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_UNKNOWN',
    message: `The config has no service "${name}" to verify with on this network`,
    hint:
      didYouMean(name, known) ??
      `Known: ${known.join(', ') || 'none'}; more are added under verify`,
    data: { name, known },
  })
}

/** A chain on this machine, which services that everybody uses know nothing of. */
export function verifierChainError(verifier: string, chainId: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_CHAIN',
    message: `${verifier} cannot reach chain ${chainId}, which is a local one`,
    hint: `Give a service of your own: verify: { ${verifier}: { url: 'http://…' } }`,
    data: { verifier, chainId: String(chainId) },
  })
}

/** A service that needs a key and got none. */
export function verifierKeyMissingError(verifier: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_KEY_MISSING',
    message: `${verifier} needs an API key`,
    hint: `verify: { ${verifier}: { apiKey: secret('${verifier.toUpperCase()}_API_KEY') } }`,
    data: { verifier },
  })
}

/** A service that does not answer. `reason` holds no key. */
export function verifierUnreachableError(
  verifier: string,
  at: { readonly url: string; readonly reason: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_UNREACHABLE',
    message: `${verifier} does not answer at ${at.url}`,
    details: at.reason,
    hint: 'Run it again later: what is verified already is not sent again',
    data: { verifier, ...at },
  })
}

/** An answer that is none of the service's interface. */
export function verifierAnswerError(
  verifier: string,
  at: { readonly url: string; readonly answer: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_ANSWER_INVALID',
    message: `${verifier} at ${at.url} answers something else than expected`,
    details: at.answer,
    hint: `Check verify.${verifier}.url and type`,
    data: { verifier, ...at },
  })
}

/** A service that does not accept a contract, in its own words. */
export function verifierRefusedError(
  verifier: string,
  name: string,
  refusal: { readonly reason: string; readonly serviceCode?: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_REFUSED',
    message: `${verifier} does not verify ${name}`,
    details: refusal.reason,
    data: { verifier, name, ...refusal },
  })
}

/** A service that is not through after the time it had. */
export function verifierPendingError(verifier: string, name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'VERIFIER_PENDING',
    message: `${verifier} has not decided on ${name} yet`,
    hint: 'Run scaffold verify again later: it asks first whether it is verified',
    data: { verifier, name },
  })
}
