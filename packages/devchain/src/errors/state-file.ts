import { bytesToHex, errorMessage, ScaffoldError } from '@scaffold-evm/common'

/** `CHAIN_STATE_UNAVAILABLE`: a past state that a dump did not have. */
export function missingStateError(root: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_UNAVAILABLE',
    message: `The state with the root ${bytesToHex(root)} is not there: its block was loaded from a dump without it`,
    hint: 'anvil dumps past states with --preserve-historical-states',
  })
}

/** `CHAIN_STATE_DUMP_INVALID`: not what anvil dumps. */
export function invalidDumpError(reason: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_DUMP_INVALID',
    message: `The dump cannot be loaded: ${reason}`,
    hint: "Expected anvil's format: JSON with accounts, blocks and transactions, gzipped or not",
    cause,
  })
}

/** `CHAIN_STATE_FILE_UNKNOWN`: the file holds something else. */
export function unknownStateFileError(path: string, cause: ScaffoldError): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_UNKNOWN',
    message: `${path} is not a state file of this or an earlier version, nor a dump of anvil`,
    hint: 'Name another file, or move this one away to begin a new chain',
    details: cause.shortMessage,
    cause,
    data: { path },
  })
}

/** `CHAIN_STATE_FILE_UNUSABLE`: the system does not let it be read or made. */
export function stateFileUnusableError(path: string, cause: Error): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_UNUSABLE',
    message: `The state file ${path} cannot be used: ${cause.message}`,
    cause,
    data: { path },
  })
}

/** `CHAIN_STATE_FILE_CORRUPT`: bytes of a state file are not what was written. */
export function corruptStateFileError(
  path: string,
  offsetBytes: number,
  cause?: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_CORRUPT',
    message: `${path} is damaged at byte ${offsetBytes}`,
    hint: `Put a copy in its place. To go on with what was written before the damage, cut it there: truncate -s ${offsetBytes} ${path}`,
    details: cause === undefined ? undefined : errorMessage(cause),
    cause,
    data: { path, offsetBytes },
  })
}

/** `CHAIN_STATE_RECORD_INVALID`: what a state file says cannot be understood. */
export function malformedRecordError(expected: string, index: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_RECORD_INVALID',
    message: `A record of a state file cannot be read: expected ${expected} at ${index}`,
  })
}

/** `CHAIN_STATE_RECORD_INVALID`: the state that a file leads to is not the one that was written. */
export function stateMismatchError(written: Uint8Array, computed: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_RECORD_INVALID',
    message: `A state has the root ${bytesToHex(computed)}, not ${bytesToHex(written)} as written`,
  })
}

/** `CHAIN_STATE_FILE_MISMATCH`: an option contradicts the file that was named with it. */
export function stateFileMismatchError(
  path: string,
  { name, saved, asked }: { readonly name: string; readonly saved: string; readonly asked: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_MISMATCH',
    message: `${path} is of a chain with ${name} ${saved}, and ${asked} was asked for`,
    hint: 'Leave the option out to go on with that chain, or name another file for a new one',
    data: { path, name },
  })
}

/** `CHAIN_STATE_FILE_FORK_CHANGED`: the remote chain has another block where the kept fork began. */
export function stateFileForkError(path: string, blockNumber: bigint, hash: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_FORK_CHANGED',
    message: `${path} forks from block ${blockNumber}, which now is ${hash} in the remote chain`,
    hint: 'The remote chain is another one, or was reorganised: begin anew with another file',
    data: { path, blockNumber },
  })
}

/** `CHAIN_STATE_FILE_WRITE_FAILED`: what happened could not be kept, e.g. because the disk is full. */
export function stateFileWriteError(path: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_STATE_FILE_WRITE_FAILED',
    message: `${path} cannot be written: ${errorMessage(cause)}`,
    hint: 'What was acknowledged before is in it. Nothing changes this chain any more: make room, and start it again',
    cause,
    data: { path },
  })
}
