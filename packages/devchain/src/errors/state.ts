import { ScaffoldError } from '@scaffold-evm/common'

/** `STATE_NO_CHECKPOINT`: commit or revert without a checkpoint. */
export function noCheckpointError(operation: 'commit' | 'revert'): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_NO_CHECKPOINT',
    message: `There is no open checkpoint to ${operation}`,
    hint: 'Each commit or revert must follow one checkpoint.',
  })
}

/** `STATE_CHECKPOINT_OPEN`: sealing, restoring or copying a state in the middle of changes. */
export function checkpointOpenError(operation: string, depth: number): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_CHECKPOINT_OPEN',
    message: `Cannot ${operation} the state while ${depth} of its checkpoints are open`,
    hint: 'Commit or revert them first.',
  })
}

/** `STATE_ROOT_UNKNOWN`: no state with this root is in memory. */
export function unknownStateRootError(root: string): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_ROOT_UNKNOWN',
    message: `No state with the root ${root} is known`,
    hint: 'Keep the snapshot that seal() gave and restore that.',
  })
}

/** `STATE_SNAPSHOT_FOREIGN`: a snapshot that another chain made. */
export function foreignSnapshotError(): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_SNAPSHOT_FOREIGN',
    message: 'The snapshot was not made by this state or one of its forks',
  })
}

/** `STATE_ACCOUNT_MISSING`: storage of an account that does not exist. */
export function missingAccountError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_ACCOUNT_MISSING',
    message: `Cannot write storage of ${address}: there is no such account`,
    hint: 'Put the account first.',
  })
}

/** `STATE_STORAGE_INVALID`: a storage key or value of the wrong size. */
export function invalidStorageError(what: 'key' | 'value', sizeBytes: number): ScaffoldError {
  const expected = what === 'key' ? '32 bytes' : 'at most 32 bytes'
  return new ScaffoldError({
    code: 'STATE_STORAGE_INVALID',
    message: `Expected a storage ${what} of ${expected}, got ${sizeBytes}`,
  })
}

/** `STATE_STORAGE_ROOT_UNSUPPORTED`: a storage root set by hand. */
export function storageRootError(): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_STORAGE_ROOT_UNSUPPORTED',
    message: 'The storage of an account cannot be set by its root',
    hint: 'Use putStorage, or clearStorage for the empty root.',
  })
}

/** `STATE_PROOF_UNAVAILABLE`: a proof against a state that is partly on another node. */
export function proofUnavailableError(): ScaffoldError {
  return new ScaffoldError({
    code: 'STATE_PROOF_UNAVAILABLE',
    message: 'A forked state has no proofs: most of its tries are on the remote node',
    hint: 'Ask the remote node for eth_getProof at the fork block.',
  })
}
