import { quantityToHex } from '@scaffold-evm/common'
import { RpcError, rpcCode } from '../rpc/rpc-error.js'

/** What a request is known by; null when it could not be read. */
export type RequestId = string | number | null

/** The error of a JSON-RPC response. */
export interface ErrorJson {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** A JSON-RPC 2.0 response. */
export type ResponseJson =
  | { readonly jsonrpc: '2.0'; readonly id: RequestId; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: RequestId; readonly error: ErrorJson }

/** The text of an error that belongs to no request. */
export function errorText(error: RpcError): string {
  return toText(errorResponse(null, error))
}

/** The response of a request that failed; with what the contracts did, if that is known and wanted. */
export function errorResponse(id: RequestId, error: RpcError, solidity?: object): ResponseJson {
  return { jsonrpc: '2.0', id, error: errorToJson(error, solidity) }
}

/** -32005: what was asked for is more than a response may hold. */
export function responseTooLargeError(limitBytes: number): RpcError {
  return new RpcError(
    rpcCode.limitExceeded,
    `The response is larger than ${limitBytes} bytes: ask for less, e.g. fewer blocks`,
  )
}

/** A response as text, or the error that it would be too large. */
export function boundedText(response: ResponseJson, limitBytes: number): string {
  const text = textIfPossible(response)
  if (text !== undefined && text.length <= limitBytes) return text
  return toText(errorResponse(response.id, responseTooLargeError(limitBytes)))
}

/**
 * A revert carries its return data, as by geth. A transaction that was mined and failed carries
 * Hardhat's object, so that its hash is not lost.
 */
function errorToJson(
  { code, message, data, transactionHash }: RpcError,
  solidity: object | undefined,
): ErrorJson {
  if (transactionHash !== undefined || solidity !== undefined) {
    const txHash = transactionHash
    return { code, message, data: { message, txHash, data, solidity } }
  }
  return data === undefined ? { code, message } : { code, message, data }
}

function textIfPossible(response: ResponseJson): string | undefined {
  try {
    return toText(response)
  } catch (error) {
    // More than the longest string that the engine can hold.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function toText(response: ResponseJson): string {
  try {
    return JSON.stringify(response)
  } catch (error) {
    if (error instanceof RangeError) throw error
    // Only a bigint that slipped through makes plain data unserialisable.
    return JSON.stringify(response, (_key, value: unknown) =>
      typeof value === 'bigint' ? quantityToHex(value) : value,
    )
  }
}
