import { ScaffoldError } from '@scaffold-evm/common'
import { placeDetails, type StepPlace } from './step-place.js'

/** Options that say where a contract is put, and are none. */
export function placementInvalidError(problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_PLACEMENT_INVALID',
    message: `An address cannot be computed: ${problem}`,
    hint: "Write { salt: 'my salt' }, { create2: { salt, deployer } } or { create3: { salt, guard } }",
    data: { problem },
  })
}

/** A network that does not take the transaction which makes the CREATE2 deployer. */
export function deployerRefusedError(
  chainId: bigint,
  reason: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_DEPLOYER_REFUSED',
    message: `Chain ${chainId} has no CREATE2 deployer, and does not take the transaction that makes it: ${reason}`,
    details:
      'The transaction is signed for all chains, by an account without a key; nodes that ask for replay protection (EIP-155) refuse it',
    hint: 'Use a node that takes it (geth: --rpc.allow-unprotected-txs), ask the network for a deployer, or name another one: { create2: { salt, deployer: "0x…" } }',
    cause,
    data: { chainId: String(chainId), reason },
  })
}

/** A deployer of the user's that is not there. */
export function deployerMissingError(deployer: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_DEPLOYER_MISSING',
    message: `${place.file}: there is no deployer at ${deployer}`,
    details: placeDetails(place),
    hint: 'Deploy it first, or leave it out to use the well-known one',
    data: { ...place, deployer },
  })
}

/** A contract that a transaction created, and of which it does not follow which one is meant. */
export function createdUnclearError(
  name: string,
  problem: { readonly found: string; readonly hash: string | undefined },
  place: StepPlace,
): ScaffoldError {
  const transaction = problem.hash === undefined ? '' : `transaction ${problem.hash}`
  return new ScaffoldError({
    code: 'MIGRATION_CREATED_UNCLEAR',
    message: `${place.file}: ${problem.found}, which is to be recorded as "${name}"`,
    details: [placeDetails(place), transaction].filter(Boolean).join('\n'),
    hint: "Say which one: { contract: 'Child', event: 'Created.child' }, { returns: 0 } or { nth: 0 }. The transaction is recorded and not sent again",
    data: { ...place, ...problem, name },
  })
}

/** An address that another contract has taken. */
export function addressTakenError(
  name: string,
  taken: {
    readonly address: string
    /** How to record what is there. */
    readonly hint: string
  },
  place: StepPlace,
): ScaffoldError {
  const { address, hint } = taken
  return new ScaffoldError({
    code: 'MIGRATION_ADDRESS_TAKEN',
    message: `${place.file}: ${name} would be at ${address}, where there is another contract`,
    details: placeDetails(place),
    hint: `Use another salt; or, if that contract is meant, record it: ${hint}`,
    data: { ...place, name, address },
  })
}
