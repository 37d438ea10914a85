import { ScaffoldError } from '@scaffold-evm/common'

/**
 * An error whose text is Truffle's, since projects match it. It calls itself `Error`, as Truffle's do.
 */
export function truffleError(code: string, message: string, cause?: unknown): ScaffoldError {
  const error = new ScaffoldError({ code, message, cause })
  error.name = 'Error'
  return error
}

/** A contract that could not be deployed. */
export function deploymentFailedError(message: string, cause: unknown): ScaffoldError {
  return truffleError('TRUFFLE_DEPLOYMENT_FAILED', message, cause)
}

/** A deployment that cannot begin: no bytecode, array syntax. */
export function deploymentRefusedError(message: string): ScaffoldError {
  return truffleError('TRUFFLE_DEPLOYMENT_REFUSED', message)
}

/** A library that cannot be linked. */
export function linkRefusedError(message: string): ScaffoldError {
  return truffleError('TRUFFLE_LINK_REFUSED', message)
}

/** A migration file that gives no function with parameters. */
export function migrationInvalidError(path: string): ScaffoldError {
  return truffleError(
    'TRUFFLE_MIGRATION_INVALID',
    `Migration ${path} invalid or does not take any parameters`,
  )
}
