import { ScaffoldError } from '@scaffold-evm/common'
import type { StepPlace } from './step-place.js'

function details({ source }: StepPlace): string | undefined {
  return source === undefined ? undefined : `at ${source}`
}

/** A step of an account whose key is not ours: how a run of `--propose` ends. */
export function proposalNeededError(place: StepPlace, from: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_PROPOSAL_NEEDED',
    message: `${place.file}: ${place.step} is for ${from} to sign`,
    details: details(place),
    data: { ...place, from },
  })
}

/** A step that was proposed and did not happen yet. */
export function proposalPendingError(
  place: StepPlace,
  proposed: { readonly from: string; readonly label: string },
): ScaffoldError {
  const { from, label } = proposed
  return new ScaffoldError({
    code: 'MIGRATION_PROPOSAL_PENDING',
    message: `${place.file}: ${label} was proposed to ${from} and has not happened yet`,
    details: details(place),
    hint: 'Have it executed, then migrate again. If it was and is not found, name its transaction with --executed <hash>; --propose <file> writes it once more',
    data: { ...place, from, label },
  })
}

/** A contract, such as a Safe, cannot create contracts by a plain transaction. */
export function proposalDeploymentError(place: StepPlace, from: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_PROPOSAL_DEPLOYMENT',
    message: `${place.file}: ${place.step} cannot be proposed: ${from} is a contract, and contracts do not create others by a plain transaction`,
    details: details(place),
    hint: "Give it a salt, e.g. m.deploy('Token', { salt: 'v1', from }), which deploys by CREATE2, or deploy from an account of yours",
    data: { ...place, from },
  })
}

/** A transaction of which the user says that a proposal was executed in it. */
export function notExecutedError(hash: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NOT_EXECUTED',
    message: `Nothing that was proposed happened in transaction ${hash}`,
    hint: 'It must be mined and have succeeded, and contain the calls as they were proposed',
    data: { hash },
  })
}

/** An account that nobody here can sign for. */
export function signerMissingError(
  place: StepPlace,
  sender: { readonly from: string; readonly isContract: boolean; readonly reason: string },
  cause: unknown,
): ScaffoldError {
  const { from, isContract, reason } = sender
  const what = isContract ? 'a contract, such as a Safe' : 'no account of this network'
  return new ScaffoldError({
    code: 'MIGRATION_SIGNER_MISSING',
    message: `${place.file}: nobody here signs ${place.step}: ${from} is ${what}`,
    details: [reason, details(place)].filter(Boolean).join('\n'),
    hint: 'Migrate with --propose <file>: what it is to sign is written there, and what is ours is sent',
    cause,
    data: { ...place, ...sender },
  })
}
