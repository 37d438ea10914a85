import { errorMessage, ScaffoldError } from '@scaffold-evm/common'

/** `DEVCHAIN_OPTION_INVALID`: an option that is unknown, or has a value that it cannot have. */
export function invalidOptionError(
  name: string,
  reason: string,
  hint: string | undefined,
): ScaffoldError {
  return new ScaffoldError({
    code: 'DEVCHAIN_OPTION_INVALID',
    message: `The devchain option "${name}" is invalid: ${reason}`,
    hint,
    data: { name },
  })
}

/** `DEVCHAIN_SNAPSHOT_UNKNOWN`: never taken, or used up. */
export function unknownSnapshotError(id: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEVCHAIN_SNAPSHOT_UNKNOWN',
    message: `There is no snapshot ${id}`,
    hint: 'Reverting to a snapshot uses it up, with all that were taken after it: take a new one',
    data: { id },
  })
}

/** `PORT_IN_USE`: another program listens there. */
export function portInUseError(port: number, host: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'PORT_IN_USE',
    message: `Port ${port} of ${host} is in use by another program`,
    hint: 'Stop that program, choose another port, or use port 0 for any that is free',
    cause,
    data: { port, host },
  })
}

/** `LISTEN_FAILED`: the address cannot be listened on. */
export function listenFailedError(port: number, host: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'LISTEN_FAILED',
    message: `Cannot listen on port ${port} of ${host}: ${errorMessage(cause)}`,
    hint: 'Use an address of this machine, such as 127.0.0.1, and a port above 1023',
    cause,
    data: { port, host },
  })
}
