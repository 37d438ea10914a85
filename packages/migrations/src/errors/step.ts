import { didYouMean, ScaffoldError } from '@scaffold-evm/common'
import { againHint, placeDetails, type StepPlace } from './step-place.js'

/** A name that another contract is recorded under. */
export function migrationNameTakenError(
  name: string,
  by: { readonly migration: string; readonly address: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NAME_TAKEN',
    message: `"${name}" is recorded already: ${by.migration} deployed it at ${by.address}`,
    details: placeDetails(place),
    hint: `Give this one a name of its own: { id: '${name}2' }`,
    data: { name, ...by },
  })
}

/** Two steps of one file that call themselves the same. */
export function migrationStepDuplicateError(id: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_STEP_DUPLICATE',
    message: `${place.file} has two steps "${id}"`,
    details: placeDetails(place),
    hint: 'Give each an id of its own',
    data: { id, file: place.file },
  })
}

/** A name under which no migration recorded anything yet. */
export function deploymentMissingError(
  name: string,
  known: readonly string[],
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'DEPLOYMENT_NOT_FOUND',
    message: `${place.file}: nothing is recorded as "${name}" yet`,
    details: placeDetails(place),
    hint: didYouMean(name, known) ?? 'Deploy or record it before, here or in an earlier migration',
    data: { name, known },
  })
}

/** A method that a contract does not have. */
export function migrationMethodError(
  contract: string,
  method: string,
  hint: string | undefined,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_METHOD_UNKNOWN',
    message: `${contract} has no function "${method}"`,
    hint,
    data: { contract, method },
  })
}

/** Arguments that a function does not take. */
export function migrationArgumentsError(
  signature: string,
  problem: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_ARGUMENTS',
    message: `${signature}: ${problem}`,
    cause,
    data: { signature },
  })
}

/** An address at which there is no contract. */
export function migrationNoCodeError(name: string, address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NO_CODE',
    message: `There is no contract at ${address} to record as "${name}"`,
    data: { name, address },
  })
}

/** A transaction that the contract refused. */
export function migrationRevertedError(
  place: StepPlace,
  failure: { readonly reason: string; readonly transactionHash: string | undefined },
  cause?: unknown,
): ScaffoldError {
  const hash = failure.transactionHash === undefined ? '' : `transaction ${failure.transactionHash}`
  return new ScaffoldError({
    code: 'MIGRATION_REVERTED',
    message: `${place.file}: ${place.step} ${failure.reason}`,
    details: [placeDetails(place), hash].filter(Boolean).join('\n'),
    hint: againHint(place.recordPath, 'Correct it and migrate again'),
    cause,
    data: { ...place, ...failure },
  })
}

/** A transaction that the node refused. */
export function migrationRejectedError(
  place: StepPlace,
  reason: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_REJECTED',
    message: `${place.file}: the node refuses ${place.step}: ${reason}`,
    details: placeDetails(place),
    hint: againHint(place.recordPath, 'Migrate again'),
    cause,
    data: { ...place, reason },
  })
}

/** An account that cannot pay. Amounts in ETH, as text. */
export function migrationFundsError(
  place: StepPlace,
  funds: { readonly address: string; readonly balance: string; readonly need: string | undefined },
  cause: unknown,
): ScaffoldError {
  const need = funds.need === undefined ? 'more' : `about ${funds.need} ETH`
  return new ScaffoldError({
    code: 'MIGRATION_INSUFFICIENT_FUNDS',
    message: `${place.file}: ${funds.address} cannot pay for ${place.step}: it has ${funds.balance} ETH and needs ${need}`,
    details: placeDetails(place),
    hint: againHint(place.recordPath, `Send ETH to ${funds.address} and migrate again`),
    cause,
    data: { ...place, ...funds },
  })
}
