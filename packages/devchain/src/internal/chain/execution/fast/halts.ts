import { EVMError } from '@ethereumjs/evm'
import { immediateHalt } from '../../tracing/trace-handler.js'

const { errorMessages } = EVMError

/** How a run stands, of `assembly/halts.ts`. */
export const runStates = { suspended: 64, finished: 66 } as const

export const haltCodes = { stop: 1, revert: 2, precompileFailure: 15 } as const

/** ethereumjs' names by the number of the halt in `assembly/halts.ts`. A failed precompile says itself why. */
const haltReasons: readonly (string | undefined)[] = [
  undefined,
  undefined,
  errorMessages.REVERT,
  errorMessages.OUT_OF_GAS,
  errorMessages.STACK_UNDERFLOW,
  errorMessages.STACK_OVERFLOW,
  errorMessages.INVALID_JUMP,
  errorMessages.INVALID_OPCODE,
  errorMessages.STATIC_STATE_CHANGE,
  errorMessages.CREATE_COLLISION,
  errorMessages.CODESIZE_EXCEEDS_MAXIMUM,
  errorMessages.INVALID_BYTECODE_RESULT,
  errorMessages.INITCODE_SIZE_VIOLATION,
  errorMessages.INSUFFICIENT_BALANCE,
  errorMessages.VALUE_OVERFLOW,
  errorMessages.OUT_OF_GAS,
  errorMessages.CODESTORE_OUT_OF_GAS,
  immediateHalt.depth,
  immediateHalt.nonce,
]

/** The name of a halt; undefined for one that is a success. */
export function haltReason(halt: number): string | undefined {
  return haltReasons[halt]
}
