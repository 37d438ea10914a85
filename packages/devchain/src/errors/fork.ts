import { ScaffoldError } from '@scaffold-evm/common'

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

/** `REMOTE_RESPONSE_INVALID`: the forked node answered with something else than the standard says. */
export function invalidRemoteResponseError(method: string, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'REMOTE_RESPONSE_INVALID',
    message: `Expected hexadecimal from ${method} of the forked node, got ${JSON.stringify(got)?.slice(0, 80)}`,
    hint: 'Check that the fork URL is that of an Ethereum JSON-RPC node.',
  })
}
