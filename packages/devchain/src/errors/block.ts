import { bytesToHex, ScaffoldError } from '@scaffold-evm/common'

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
