import { bytesToHex, didYouMean, errorMessage, ScaffoldError } from '@scaffold-evm/common'

// Cryptography

/** `CRYPTO_INVALID_KEY`: a private key that is not 32 bytes between 1 and the order of secp256k1. */
export function invalidPrivateKeyError(sizeBytes: number, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_KEY',
    message: `Expected a private key of 32 bytes, above zero and below the order of secp256k1, got ${
      sizeBytes === 32 ? 'one out of that range' : `${sizeBytes} bytes`
    }`,
    cause,
  })
}

/** `CRYPTO_INVALID_HASH`: what is to be signed or recovered from is not a digest. */
export function invalidDigestError(sizeBytes: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_HASH',
    message: `Expected a digest of 32 bytes, got ${sizeBytes} bytes`,
  })
}

/** `CRYPTO_INVALID_SIGNATURE`: no public key can have made this signature. */
export function invalidSignatureError(reason: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_SIGNATURE',
    message: `Invalid signature: ${reason}`,
    cause,
  })
}

// Chain

/** `CHAIN_HARDFORK_UNKNOWN`: a name that no fork rules have. */
export function unknownHardforkError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_HARDFORK_UNKNOWN',
    message: `There is no hardfork "${name}"`,
    hint: didYouMean(name, known) ?? `Known: ${known.join(', ')}`,
    data: { name },
  })
}

/** `CHAIN_GENESIS_INVALID`: not what geth takes as a genesis, or with forks that this chain does not have. */
export function invalidGenesisError(path: string, reason: string, cause?: unknown): ScaffoldError {
  const place = path === '' ? '' : ` at ${path}`
  return new ScaffoldError({
    code: 'CHAIN_GENESIS_INVALID',
    message: `The genesis is invalid${place}: ${reason}`,
    hint: "The format is that of geth's genesis.json",
    cause,
    data: { path },
  })
}

/** `CHAIN_BLOCK_INVALID`: a block that does not follow from the one before it. `data` has `number` and `field`. */
export function invalidBlockError(
  number: bigint,
  { field, reason, cause }: { field: string; reason: string; cause?: unknown },
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_BLOCK_INVALID',
    message: `Block ${number} is invalid: ${field}: ${reason}`,
    hint: 'The blocks before it are in the chain. Check that genesis and blocks are of one chain',
    cause,
    data: { number, field },
  })
}

/** `CHAIN_BLOCK_UNREADABLE`: not the RLP of a block. `position` counts the blocks of the input, from 0. */
export function unreadableBlockError(
  position: number,
  reason: string,
  cause?: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_BLOCK_UNREADABLE',
    message: `Item ${position} of the blocks is not a block: ${reason}`,
    hint: 'Blocks come as one RLP list after the other, as `geth export` writes them',
    cause,
    data: { position },
  })
}

/** `CHAIN_NOT_EXPORTABLE`: another node could not replay this chain. */
export function notExportableError(reason: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_NOT_EXPORTABLE',
    message: `The chain cannot be exported: ${reason}`,
    hint: 'Only what blocks and a genesis say can be replayed elsewhere',
  })
}

/** `CHAIN_MNEMONIC_INVALID`: not a BIP-39 phrase. */
export function invalidMnemonicError(words: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_MNEMONIC_INVALID',
    message: `Expected a mnemonic of 12, 15, 18, 21 or 24 words, got ${words}`,
  })
}

/** `CHAIN_DERIVATION_PATH_INVALID`: not a BIP-32 path. */
export function invalidDerivationPathError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_DERIVATION_PATH_INVALID',
    message: `Expected a derivation path such as m/44'/60'/0'/0/, got "${path}"`,
  })
}

/** `CHAIN_UNKNOWN_ACCOUNT`: a sender that the chain has no key for and does not impersonate. */
export function unknownAccountError(address: Uint8Array): ScaffoldError {
  const hex = bytesToHex(address)
  return new ScaffoldError({
    code: 'CHAIN_UNKNOWN_ACCOUNT',
    message: `Unknown account ${hex}`,
    hint: 'Send from one of the accounts of the chain, or impersonate the address first',
    data: { address: hex },
  })
}

/** `CHAIN_ACCOUNT_LOCKED`: an account whose key may not be used before it is unlocked. */
export function accountLockedError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_ACCOUNT_LOCKED',
    message: `Account ${address} is locked: authentication needed`,
    hint: 'Unlock it with personal_unlockAccount and its passphrase',
    data: { address },
  })
}

/** `CHAIN_PASSPHRASE_WRONG`: an account is to be unlocked with another passphrase than its own. */
export function wrongPassphraseError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_PASSPHRASE_WRONG',
    message: `That is not the passphrase of account ${address}`,
    hint: 'Accounts that the chain began with have an empty passphrase',
    data: { address },
  })
}

/** `CHAIN_BLOCK_NOT_FOUND`: no such block. */
export function blockNotFoundError(wanted: string, head: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_BLOCK_NOT_FOUND',
    message: `There is no block ${wanted}. The latest block number is ${head}`,
    data: { wanted, head },
  })
}

/** `CHAIN_FINALITY_UNKNOWN`: a tag that means nothing before the merge. */
export function finalityUnknownError(tag: 'safe' | 'finalized', hardfork: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FINALITY_UNKNOWN',
    message: `The '${tag}' block tag is not allowed in pre-merge hardforks. You are using the '${hardfork}' hardfork.`,
    data: { tag, hardfork },
  })
}

/** `CHAIN_CALL_FAILED`: an execution that was asked how much gas it needs fails with any. `data` has `returnData` and `haltReason`. */
export function callFailedError(haltReason: string, returnData: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_CALL_FAILED',
    message: `The execution fails: ${haltReason}`,
    data: { haltReason, returnData: bytesToHex(returnData) },
  })
}

/** `CHAIN_EXECUTION_TOO_LARGE`: it needs more memory than this process has. */
export function executionTooLargeError(cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_EXECUTION_TOO_LARGE',
    message: 'The execution needs more memory than there is',
    hint: 'Run it with less gas.',
    cause,
  })
}

/** `CHAIN_TIMESTAMP_INVALID`: not after the head. */
export function invalidTimestampError(got: bigint, previous: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TIMESTAMP_INVALID',
    message:
      got === previous
        ? `Timestamp ${got} is equal to the previous block's timestamp. Enable the 'allowBlocksWithSameTimestamp' option to allow this`
        : `Timestamp ${got} is lower than the previous block's timestamp ${previous}`,
    data: { got, previous },
  })
}

/** `CHAIN_VALUE_INVALID`: a setting that the chain cannot take. */
export function invalidValueError(name: string, got: string, expected: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_VALUE_INVALID',
    message: `Expected ${name} to be ${expected}, got ${got}`,
    data: { name, got },
  })
}

/** `CHAIN_REORG_TOO_DEEP`: more blocks than there are to take off. */
export function reorgTooDeepError(depth: bigint, most: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_REORG_TOO_DEEP',
    message: `Cannot take ${depth} blocks off the chain: there are ${most} that can go`,
    data: { depth, most },
  })
}

/** `CHAIN_REORG_OFFSET_INVALID`: a transaction for a block that the reorg does not make. */
export function invalidReorgOffsetError(blockOffset: bigint, depth: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_REORG_OFFSET_INVALID',
    message: `There is no new block ${blockOffset}: a reorg of depth ${depth} makes as many blocks, counted from 0`,
    data: { blockOffset, depth },
  })
}

/** `CHAIN_TRACE_UNAVAILABLE`: a transaction or block whose state before it is not here. */
export function traceUnavailableError(hash: Uint8Array, reason: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TRACE_UNAVAILABLE',
    message: `${bytesToHex(hash)} cannot be traced: ${reason}`,
  })
}

/** `CHAIN_FORK_UNREACHABLE`: the forked chain does not answer. */
export function forkUnreachableError(url: string, reason: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FORK_UNREACHABLE',
    message: `The forked chain does not answer: ${reason}`,
    hint: `Check that ${url} is up and serves JSON-RPC`,
    cause,
    data: { url },
  })
}

/** `CHAIN_FORK_RESPONSE_INVALID`: the forked chain answers what JSON-RPC does not have. */
export function forkResponseError(method: string, expected: string, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FORK_RESPONSE_INVALID',
    message: `The forked chain answers ${method} with ${JSON.stringify(got)?.slice(0, 80)} instead of ${expected}`,
    data: { method },
  })
}

/** `CHAIN_FORK_BLOCK_UNAVAILABLE`: the forked chain does not have the block to fork from. */
export function forkBlockUnavailableError(blockNumber: bigint, latest: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FORK_BLOCK_UNAVAILABLE',
    message: `Cannot fork from block ${blockNumber}: the latest block of the remote chain is ${latest}`,
    data: { blockNumber, latest },
  })
}

/** `CHAIN_FORK_STATE_MISSING`: the other node has no state of that age any more. */
export function forkStateMissingError(method: string, message: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FORK_STATE_MISSING',
    message: `The forked node does not have the state that ${method} needs: ${message}`,
    hint: 'Fork at a recent block, or from an archive node, which keeps all states',
    data: { method },
  })
}

/** `CHAIN_FORK_RPC_ERROR`: the forked chain answers with an error. */
export function forkRpcError(method: string, message: string, rpcCode: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FORK_RPC_ERROR',
    message: `The forked chain refuses ${method}: ${message}`,
    data: { method, rpcCode },
  })
}

// State

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

/** `REMOTE_RESPONSE_INVALID`: the forked node answered with something else than the standard says. */
export function invalidRemoteResponseError(method: string, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'REMOTE_RESPONSE_INVALID',
    message: `Expected hexadecimal from ${method} of the forked node, got ${JSON.stringify(got)?.slice(0, 80)}`,
    hint: 'Check that the fork URL is that of an Ethereum JSON-RPC node.',
  })
}

// Devchain and its server

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

// KZG commitments

/** `KZG_INPUT_INVALID`: a blob, point or field element is malformed. */
export function invalidKzgInputError(reason: string, cause?: unknown): ScaffoldError {
  // ethereumjs' precompile looks for c-kzg's name of this failure in the message.
  return new ScaffoldError({
    code: 'KZG_INPUT_INVALID',
    message: `Invalid KZG input (C_KZG_BADARGS): ${reason}`,
    cause,
  })
}

/** `KZG_NOT_LOADED`: blobs are to be proved before the trusted setup was loaded. */
export function kzgNotLoadedError(): ScaffoldError {
  return new ScaffoldError({
    code: 'KZG_NOT_LOADED',
    message: 'The trusted setup for blobs is not loaded',
    hint: 'Await loadKzg() before blobs are committed to or proved.',
  })
}
