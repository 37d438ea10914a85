import { bytesToBigint } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import { panicSelector, revertReason } from '../failure.js'

/** geth's words for the panics of Solidity. */
const panics: ReadonlyMap<bigint, string> = new Map([
  [0x00n, 'generic panic'],
  [0x01n, 'assert(false)'],
  [0x11n, 'arithmetic underflow or overflow'],
  [0x12n, 'division or modulo by zero'],
  [0x21n, 'enum overflow'],
  [0x22n, 'invalid encoded storage byte array accessed'],
  [0x31n, 'out-of-bounds array access; popping on an empty array'],
  [0x32n, 'out-of-bounds access of an array or bytesN'],
  [0x41n, 'out of memory'],
  [0x51n, 'uninitialized function'],
])

/** What geth's tracers say that revert data means; undefined when it is neither Error nor Panic. */
export function tracedRevertReason(returnData: Uint8Array): string | undefined {
  if (!isSameBytes(returnData.subarray(0, 4), panicSelector)) return revertReason(returnData)
  if (returnData.length < 36) return undefined
  const code = bytesToBigint(returnData.subarray(4, 36))
  return panics.get(code) ?? `unknown panic code: 0x${code.toString(16)}`
}
