import { AbiCoder } from '../ethers.js'
import { isRecord } from '../guards.js'
import { assertionError, type MatcherKit } from './kit.js'

/** What the return data of a reverted execution says. */
export type RevertReason =
  | { readonly kind: 'empty' }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'panic'; readonly code: bigint }
  | { readonly kind: 'custom'; readonly selector: string; readonly data: string }

const errorSelector = '0x08c379a0'
const panicSelector = '0x4e487b71'

/** Reads revert data; anything that is neither `Error(string)` nor `Panic(uint256)` is a custom error. */
export function decodeRevertData(kit: MatcherKit, data: string): RevertReason {
  if (data === '0x') return { kind: 'empty' }
  if (data.startsWith(errorSelector)) {
    return { kind: 'error', reason: String(decodeWord(kit, data, 'string')) }
  }
  if (data.startsWith(panicSelector)) {
    return { kind: 'panic', code: BigInt(decodeWord(kit, data, 'uint256')) }
  }
  return { kind: 'custom', selector: data.slice(0, 10), data }
}

function decodeWord(kit: MatcherKit, data: string, type: 'string' | 'uint256'): string | bigint {
  const encoded = data.slice(errorSelector.length)
  try {
    return AbiCoder.defaultAbiCoder().decode([type], `0x${encoded}`)[0]
  } catch (cause) {
    const article = type === 'string' ? '' : 'a '
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw assertionError(
      kit,
      `There was an error decoding "${encoded}" as ${article}"${type}". Reason: ${reason}`,
      cause,
    )
  }
}

/**
 * The return data that an error of a provider or of ethers carries.
 *
 * @throws the error itself when it has none: it then is no report of a revert.
 */
export function revertDataOf(kit: MatcherKit, error: unknown): string {
  if (!(error instanceof Error)) throw assertionError(kit, 'Expected an Error object')
  const data = dataString(errorData(error))
  if (data === undefined) throw error
  return data
}

function errorData(error: unknown): unknown {
  if (!isRecord(error)) return undefined
  return error.data ?? (isRecord(error.error) ? error.error.data : undefined)
}

function dataString(data: unknown): string | undefined {
  if (typeof data === 'string') return data
  return isRecord(data) && typeof data.data === 'string' ? data.data : undefined
}

/** Whether the error says that the EVM failed, although no return data came with it, as some clients report calls. */
export function isExecutionFailureWithoutData(error: unknown): boolean {
  return error instanceof Error && (isEthersCallFailure(error) || isProviderFailure(error))
}

function isEthersCallFailure(error: unknown): boolean {
  if (!isRecord(error) || error.code !== 'CALL_EXCEPTION') return false
  if (error.action !== 'call' && error.action !== 'estimateGas') return false
  if (error.data !== null || error.reason !== null) return false
  if (error.shortMessage !== 'missing revert data') return false
  const rpcError = isRecord(error.info) ? error.info.error : undefined
  return (
    isRecord(rpcError) &&
    isExecutionFailureMessage(rpcError.message) &&
    dataString(rpcError.data) === undefined &&
    // Some nodes send no code at all; that ethers calls it a CALL_EXCEPTION is enough then.
    (rpcError.code === undefined || isExecutionErrorCode(rpcError.code))
  )
}

function isProviderFailure(error: unknown): boolean {
  if (!isRecord(error)) return false
  const source = isRecord(error.error) ? error.error : error
  return (
    dataString(errorData(error)) === undefined &&
    isExecutionErrorCode(source.code) &&
    isExecutionFailureMessage(source.message)
  )
}

function isExecutionErrorCode(code: unknown): boolean {
  return code === 3 || code === -32000 || code === -32003
}

const executionFailures = [
  /^execution reverted\b/i,
  /^Transaction reverted (?:without a reason(?: string)?|and Hardhat couldn't infer the reason\.)/i,
  /^Transaction reverted: contract call run out of gas and made the transaction revert$/i,
  /^VM Exception while processing transaction: (?:invalid opcode|out of gas|revert(?:ed)?\b)/i,
  /(?:^|:\s*)invalid opcode\b/i,
]

// The exceptional halts as the nodes that print them by name spell them.
const haltNames: ReadonlySet<string> = new Set([
  'OutOfGas',
  'OpcodeNotFound',
  'InvalidFEOpcode',
  'InvalidJump',
  'NotActivated',
  'StackUnderflow',
  'StackOverflow',
  'OutOfOffset',
  'CreateCollision',
  'PrecompileError',
  'NonceOverflow',
  'CreateContractSizeLimit',
  'CreateContractStartingWithEF',
  'CreateInitCodeSizeLimit',
])

/** Whether a provider's message reports a failed execution. */
function isExecutionFailureMessage(message: unknown): boolean {
  if (typeof message !== 'string') return false
  const halt = /^EVM error:?\s+([A-Z]\w*)/.exec(message)?.[1]
  return (
    executionFailures.some((pattern) => pattern.test(message)) ||
    (halt !== undefined && haltNames.has(halt))
  )
}
