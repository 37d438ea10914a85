import { ScaffoldError, type ScaffoldErrorFields } from '@scaffold-evm/common'
import type { CallPlace } from '../internal/migrate/call-place.js'

/** What an error of a migration is made of. */
interface MigrationErrorFields extends ScaffoldErrorFields {
  /** Where the user's code asked for what failed. */
  readonly place?: CallPlace | undefined
}

/**
 * An error whose text is Truffle's, since projects match it. It calls itself `Error`, as Truffle's do, and is printed
 * with its stack, as those are: the user's own lines when its place is known.
 */
function migrationError({ place, ...fields }: MigrationErrorFields): ScaffoldError {
  const error = new ScaffoldError(fields)
  error.name = 'Error'
  if (place !== undefined) error.stack = `Error: ${error.message}\n${place.frames}`
  return error
}

/** A contract could not be deployed; the message says why, and what may help. */
export function deploymentFailedError(
  message: string,
  { cause, place }: { readonly cause: unknown; readonly place: CallPlace },
): ScaffoldError {
  return migrationError({ code: 'TRUFFLE_DEPLOYMENT_FAILED', message, cause, place })
}

/** A deployment that cannot begin: of a contract without code, or of an array in a project of Truffle 5. */
export function deploymentRefusedError(message: string, place: CallPlace): ScaffoldError {
  return migrationError({ code: 'TRUFFLE_DEPLOYMENT_REFUSED', message, place })
}

/** A library that has no name or no address. */
export function linkRefusedError(message: string, place: CallPlace): ScaffoldError {
  return migrationError({ code: 'TRUFFLE_LINK_REFUSED', message, place })
}

/** A migration file that gives no function with parameters. */
export function migrationInvalidError(path: string): ScaffoldError {
  return migrationError({
    code: 'TRUFFLE_MIGRATION_INVALID',
    message: `Migration ${path} invalid or does not take any parameters`,
  })
}

/** Contracts that print, on mainnet, where the config forbids them. */
export function printingContractsError(): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CONSOLE_LOG_DEPLOYED',
    message: `You are trying to deploy contracts that use console.log.
Please fix, or disable this check by setting solidityLog.preventConsoleLogMigration to false
`,
  })
}

/** What `deployer.ens.setAddress` cannot work with. */
export function ensInputError(given: {
  readonly address: unknown
  readonly name: unknown
  readonly from: unknown
}): ScaffoldError {
  const { address, name, from } = given
  return migrationError({
    code: 'TRUFFLE_ENS_INPUT_INVALID',
    message: `The 'address', 'name', or 'from' parameter is invalid for the call to the setAddress function. Please ensure that you are passing valid values. The received input values were the following:
   - address: ${address}
   - name: ${name}
   - from: ${from}
`,
  })
}

/** An ENS name that belongs to somebody else. */
export function ensOwnerError(name: string, from: string, owner: string): ScaffoldError {
  return migrationError({
    code: 'TRUFFLE_ENS_NAME_FOREIGN',
    message: `The default address or address provided in the "from" field for registering does not own the specified ENS name. The "from" field address must match the owner of the name.
> Failed to register ENS name ${name}
> Address in "from" field - ${from}
> Current owner of '${name}' - ${owner}`,
  })
}
