import { bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import type { RecordExecution } from '../../recording.js'
import { isSameBytes } from '../bytes.js'
import { RpcError, type RpcErrorExtra, rpcCode } from './rpc-error.js'

/** An execution that ended in an exceptional halt. */
export interface Failure {
  /** ethereumjs' name of the halt; `revert` for REVERT. */
  readonly haltReason: string | undefined
  readonly returnData: Uint8Array
  /** Of a transaction that was mined. */
  readonly transactionHash?: Uint8Array
  /** Runs it again with everything recorded. */
  readonly record?: RecordExecution | undefined
}

const exception = 'VM Exception while processing transaction:'
/** The selectors of `Error(string)` and `Panic(uint256)`. */
const errorSelector = Uint8Array.of(0x08, 0xc3, 0x79, 0xa0)
export const panicSelector: Uint8Array = Uint8Array.of(0x4e, 0x48, 0x7b, 0x71)

const panicReasons: ReadonlyMap<bigint, string> = new Map([
  [0x01n, 'Assertion error'],
  [0x11n, 'Arithmetic operation overflowed outside of an unchecked block'],
  [0x12n, 'Division or modulo division by zero'],
  [0x21n, 'Tried to convert a value into an enum, but the value was too big or negative'],
  [0x22n, 'Incorrectly encoded storage byte array'],
  [0x31n, '.pop() was called on an empty array'],
  [0x32n, 'Array accessed at an out-of-bounds or negative index'],
  [0x41n, 'Too much memory was allocated, or an array was created that is too large'],
  [0x51n, 'Called a zero-initialized variable of internal function type'],
])

/** What tools of the ecosystem parse: Hardhat's words for each halt that it has words for. */
const haltMessages: ReadonlyMap<string, string> = new Map([
  ['out of gas', 'Transaction ran out of gas'],
  ['code store out of gas', 'Transaction ran out of gas'],
  [
    'code size to deposit exceeds maximum code size',
    'Transaction reverted: trying to deploy a contract whose code is too large',
  ],
])

/** An execution failed. What is known of it is no field, which whoever prints the error would print. */
export class ExecutionError extends RpcError {
  readonly #failure: Failure

  constructor(
    failure: Failure,
    answer: { readonly code: number; readonly message: string } & RpcErrorExtra,
  ) {
    super(answer.code, answer.message, answer)
    this.#failure = failure
  }

  get failure(): Failure {
    return this.#failure
  }
}

/** What a failed call or transaction is answered with. */
export function failureError(failure: Failure): ExecutionError {
  const { haltReason, returnData, transactionHash } = failure
  return new ExecutionError(failure, {
    code: rpcCode.executionFailed,
    message: failureMessage(failure),
    // What a frame leaves behind at other halts is no answer to anybody.
    data: haltReason === 'revert' ? bytesToHex(returnData) : '0x',
    ...(transactionHash === undefined ? {} : { transactionHash: bytesToHex(transactionHash) }),
  })
}

function failureMessage({ haltReason, returnData }: Failure): string {
  if (haltReason === 'revert') return revertMessage(returnData)
  if (haltReason === undefined) return `${exception} failed`
  return haltMessages.get(haltReason) ?? `${exception} ${haltReason}`
}

/** The string of an `Error(string)`, or undefined when the data is none. */
export function revertReason(returnData: Uint8Array): string | undefined {
  if (!isSameBytes(returnData.subarray(0, 4), errorSelector)) return undefined
  return decodeString(returnData.subarray(4))
}

function revertMessage(returnData: Uint8Array): string {
  if (returnData.length === 0) return 'Transaction reverted without a reason string'
  const reason = revertReason(returnData)
  if (reason !== undefined) return `${exception} reverted with reason string '${reason}'`
  if (isSameBytes(returnData.subarray(0, 4), panicSelector) && returnData.length === 36) {
    const code = bytesToBigint(returnData.subarray(4))
    const meaning = panicReasons.get(code)
    return meaning === undefined
      ? `${exception} reverted with unknown panic code 0x${code.toString(16)}`
      : `${exception} reverted with panic code 0x${code.toString(16)} (${meaning})`
  }
  return `${exception} reverted with an unrecognized custom error (return data: ${bytesToHex(returnData)})`
}

/** The one string in ABI-encoded arguments, or undefined when they do not hold one. */
function decodeString(args: Uint8Array): string | undefined {
  const offset = wordAt(args, 0)
  if (offset === undefined) return undefined
  const length = wordAt(args, offset)
  if (length === undefined || offset + 32 + length > args.length) return undefined
  return new TextDecoder().decode(args.subarray(offset + 32, offset + 32 + length))
}

function wordAt(bytes: Uint8Array, offset: number): number | undefined {
  if (offset + 32 > bytes.length) return undefined
  const value = bytesToBigint(bytes.subarray(offset, offset + 32))
  return value > BigInt(bytes.length) ? undefined : Number(value)
}
