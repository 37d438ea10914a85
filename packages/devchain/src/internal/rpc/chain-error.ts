import {
  type Hex,
  hexToBytes,
  isHex,
  isScaffoldError,
  type ScaffoldError,
} from '@scaffold-evm/common'
import type { RecordExecution } from '../../recording.js'
import { failureError } from './failure.js'
import { internalError, RpcError, rpcCode } from './rpc-error.js'

/** Errors of the chain that are about what the client sent. All others of the chain are -32000. */
const invalidParamsCodes: ReadonlySet<string> = new Set([
  'CHAIN_WRONG_CHAIN_ID',
  'CHAIN_TRANSACTION_TYPE_UNSUPPORTED',
  'CHAIN_INIT_CODE_TOO_LARGE',
  'CHAIN_TRANSACTION_INVALID',
  'CHAIN_VALUE_INVALID',
  'CHAIN_FINALITY_UNKNOWN',
  'CHAIN_REORG_TOO_DEEP',
  'CHAIN_REORG_OFFSET_INVALID',
  'CRYPTO_INVALID_KEY',
  'CRYPTO_INVALID_SIGNATURE',
])

const clientPrefixes = ['CHAIN_', 'CRYPTO_', 'STATE_PROOF_', 'REMOTE_']

/** Anything thrown while answering, as what the client gets. What it does not know becomes -32603. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  if (!isScaffoldError(error)) return internalError(error)
  if (error.code === 'CHAIN_CALL_FAILED') return callFailure(error)
  if (error.code === 'CHAIN_BLOCK_NOT_FOUND') return blockNotFound(error)
  if (!clientPrefixes.some((prefix) => error.code.startsWith(prefix))) return internalError(error)
  const code = invalidParamsCodes.has(error.code) ? rpcCode.invalidParams : rpcCode.invalidInput
  return new RpcError(code, error.message, { cause: error })
}

/** Hardhat's words, which suites look for. */
function blockNotFound(error: ScaffoldError): RpcError {
  const { wanted, head } = error.data ?? {}
  return new RpcError(
    rpcCode.invalidInput,
    `Received invalid block tag ${wanted}. Latest block number is ${head}`,
    { cause: error },
  )
}

/** What a call that failed is answered with; `record` runs it again. */
export function callFailure(error: ScaffoldError, record?: RecordExecution): RpcError {
  const { haltReason, returnData } = error.data ?? {}
  const bytes: Hex = isHex(returnData) ? returnData : '0x'
  return failureError({
    haltReason: typeof haltReason === 'string' ? haltReason : undefined,
    returnData: hexToBytes(bytes),
    record,
  })
}
