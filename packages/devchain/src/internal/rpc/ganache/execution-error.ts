import { bytesToHex } from '@scaffold-evm/common'
import { expansionCost } from '../../chain/tracing/memory-cost.js'
import type { TraceHandler } from '../../chain/tracing/trace-handler.js'
import { ExecutionError, type Failure, revertReason } from '../failure.js'
import { type RpcError, rpcCode } from '../rpc-error.js'

/** The failure of an execution that an error tells of. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof ExecutionError) || error.code !== rpcCode.executionFailed) return undefined
  return error.failure
}

function reasonOf({ haltReason, returnData }: Failure): string | undefined {
  return haltReason === 'revert' ? revertReason(returnData) : undefined
}

function messageOf(failure: Failure): string {
  const reason = reasonOf(failure)
  const halt = `VM Exception while processing transaction: ${failure.haltReason}`
  return reason ? `${halt} ${reason}` : halt
}

/** Ganache's `CallError`: its data is what the call gave back. */
export function callError(failure: Failure): RpcError {
  const data = failure.haltReason === 'revert' ? bytesToHex(failure.returnData) : '0x'
  return new ExecutionError(failure, {
    code: rpcCode.invalidInput,
    message: messageOf(failure),
    data,
  })
}

/** Ganache's `RuntimeError`, of an estimate, or of a transaction that was mined. */
export function runtimeError(failure: Failure, programCounter: number): RpcError {
  const { transactionHash, returnData, haltReason } = failure
  const hash = transactionHash === undefined ? null : bytesToHex(transactionHash)
  return new ExecutionError(failure, {
    code: rpcCode.invalidInput,
    message: messageOf(failure),
    data: {
      hash,
      programCounter,
      // Ganache gives the hash again where a client would look for the data.
      result: hash ?? (haltReason === 'revert' ? bytesToHex(returnData) : '0x'),
      reason: reasonOf(failure) ?? null,
      message: haltReason,
    },
  })
}

/** The halt of a creation whose code is too long, or longer than its gas is enough for. */
export const codeSizeHalt = 'code size to deposit exceeds maximum code size'

/** RETURN. */
const returnOp = 0xf3

/** Whether a creation came to its end and had no gas left to keep the code, found by running it again. */
export async function lacksGasForCode(
  run: (handler: TraceHandler) => Promise<unknown>,
): Promise<boolean> {
  let isReturning = false
  await run({
    onStep(step) {
      if (step.depth !== 0) return
      const [offset = 0n, size = 0n] = [step.stackItem(0), step.stackItem(1)]
      const memoryGas = size === 0n ? 0n : expansionCost(step.memorySize, offset + size)
      isReturning = step.op === returnOp && step.gasLeft >= memoryGas
    },
  })
  return isReturning
}

/** Halts that come before the program counter moves on. */
const haltsInPlace: ReadonlySet<string | undefined> = new Set(['out of gas', 'invalid opcode'])

/** Where the outermost frame of an execution ended, found by running it again. */
export async function lastProgramCounter(
  failure: Failure,
  run: (handler: TraceHandler) => Promise<unknown>,
): Promise<number> {
  let last = 0
  await run({
    onStep({ depth, pc }) {
      if (depth === 0) last = pc
    },
  })
  return haltsInPlace.has(failure.haltReason) ? last : last + 1
}
