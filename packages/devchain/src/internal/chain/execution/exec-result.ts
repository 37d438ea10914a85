import { EVMError, type ExecResult, type Log, type Message } from '@ethereumjs/evm'

/** How the code of a message ended. */
export interface Ending {
  readonly logs: Log[]
  readonly selfdestruct?: ExecResult['selfdestruct'] | undefined
  readonly createdAddresses?: ExecResult['createdAddresses'] | undefined
  readonly exceptionError: EVMError | undefined
  readonly returnValue?: Uint8Array | undefined
  readonly gasLeft: bigint
  readonly gasRefund: bigint
}

/** The same as ethereumjs passes it on. */
export function toExecResult({ gasLimit }: Message, ending: Ending): ExecResult {
  const { gasLeft, gasRefund, exceptionError, returnValue = new Uint8Array(0) } = ending
  const shared = { gas: gasLeft, gasRefund, stateGasSpilled: 0n, returnValue }
  if (exceptionError === undefined) {
    const { logs, selfdestruct = new Map(), createdAddresses = new Set() } = ending
    const executionGasUsed = gasLimit - gasLeft
    return { ...shared, logs, selfdestruct, createdAddresses, executionGasUsed }
  }
  const isRevert = exceptionError.error === EVMError.errorMessages.REVERT
  return {
    ...shared,
    exceptionError,
    logs: [],
    selfdestruct: new Map(),
    createdAddresses: new Set(),
    executionGasUsed: isRevert ? gasLimit - gasLeft : gasLimit,
  }
}
