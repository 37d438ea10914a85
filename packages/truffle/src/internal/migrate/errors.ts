import { ScaffoldError } from '@scaffold-evm/common'
import type { CallPlace } from './call-place.js'

/** What else an error has besides its text. */
interface TruffleErrorParts {
  readonly cause?: unknown
  /** Where the user's code asked for what failed. */
  readonly place?: CallPlace | undefined
}

/**
 * An error whose text is Truffle's, since projects match it. It calls itself `Error`, as Truffle's do, and is printed
 * with its stack, as those are: the user's own lines when its place is known.
 */
export function truffleError(
  code: string,
  message: string,
  { cause, place }: TruffleErrorParts = {},
): ScaffoldError {
  const error = new ScaffoldError({ code, message, cause })
  error.name = 'Error'
  if (place !== undefined) error.stack = `Error: ${message}\n${place.frames}`
  return error
}

/** A contract that could not be deployed. */
export function deploymentFailedError(message: string, parts: TruffleErrorParts): ScaffoldError {
  return truffleError('TRUFFLE_DEPLOYMENT_FAILED', message, parts)
}

/** A deployment that cannot begin: no bytecode, array syntax. */
export function deploymentRefusedError(
  message: string,
  place: CallPlace | undefined,
): ScaffoldError {
  return truffleError('TRUFFLE_DEPLOYMENT_REFUSED', message, { place })
}

/** A library that cannot be linked. */
export function linkRefusedError(message: string, place: CallPlace | undefined): ScaffoldError {
  return truffleError('TRUFFLE_LINK_REFUSED', message, { place })
}

/** A migration file that gives no function with parameters. */
export function migrationInvalidError(path: string): ScaffoldError {
  return truffleError(
    'TRUFFLE_MIGRATION_INVALID',
    `Migration ${path} invalid or does not take any parameters`,
  )
}

/** What `deployer.ens.setAddress` cannot work with. */
export function ensInputError(address: unknown, name: unknown, from: unknown): ScaffoldError {
  return truffleError(
    'TRUFFLE_ENS_INPUT_INVALID',
    "The 'address', 'name', or 'from' parameter is invalid for the call to the setAddress function. " +
      'Please ensure that you are passing valid values. The received input values were the following:\n' +
      `   - address: ${address}\n   - name: ${name}\n   - from: ${from}\n`,
  )
}

/** A name of somebody else's. */
export function ensOwnerError(name: string, from: string, owner: string): ScaffoldError {
  return truffleError(
    'TRUFFLE_ENS_NAME_FOREIGN',
    'The default address or address provided in the "from" field for registering does not own the specified ENS name. ' +
      'The "from" field address must match the owner of the name.' +
      `\n> Failed to register ENS name ${name}` +
      `\n> Address in "from" field - ${from}` +
      `\n> Current owner of '${name}' - ${owner}`,
  )
}
