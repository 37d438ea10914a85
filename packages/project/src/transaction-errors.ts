import { ScaffoldError } from '@scaffold-evm/common'

/** A transaction hash that is none. */
export function transactionHashInvalidError(got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRANSACTION_HASH_INVALID',
    message: `Expected the hash of a transaction (0x and 64 hexadecimal digits), got "${got}"`,
    data: { got },
  })
}

/** A transaction that a network does not have. */
export function transactionNotFoundError(hash: string, network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRANSACTION_NOT_FOUND',
    message: `There is no transaction ${hash} on network "${network}"`,
    hint: 'Name the network that it was sent to with --network; a chain in this process is new each time',
    data: { hash, network },
  })
}

/** A transaction that no block holds yet. */
export function transactionPendingError(hash: string, network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRANSACTION_PENDING',
    message: `The transaction ${hash} is not mined yet on network "${network}"`,
    hint: 'Try again when it is in a block',
    data: { hash, network },
  })
}

/** A node that does not tell the state that a transaction ran on. */
export function transactionStateError(
  hash: string,
  blockNumber: bigint,
  cause: unknown,
): ScaffoldError {
  const before = blockNumber - 1n
  return new ScaffoldError({
    code: 'TRANSACTION_STATE_UNAVAILABLE',
    message: `The node does not give the state of block ${before}, on which the transaction ran`,
    details: cause instanceof Error ? cause.message : undefined,
    hint: 'Most nodes keep the state of the last 128 blocks only: ask an archive node, or sooner',
    cause,
    data: { hash, blockNumber: String(blockNumber) },
  })
}
