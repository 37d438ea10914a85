import { EVMError, type ExecResult, type PrecompileInput } from '@ethereumjs/evm'
import { Blake2Compression } from './blake2-compression.js'

const inputBytes = 213

let compression: Blake2Compression | undefined

/**
 * The precompile of EIP-152, the compression function of BLAKE2b. It takes the place of ethereumjs' own, which adds
 * 64-bit numbers by halves in JavaScript: a caller may ask for 2^32 - 1 rounds.
 */
export function blake2f({ data, gasLimit, common }: PrecompileInput): ExecResult {
  const isFinal = data[inputBytes - 1]
  if (data.length !== inputBytes || (isFinal !== 0 && isFinal !== 1)) {
    return failure(gasLimit, EVMError.errorMessages.OUT_OF_RANGE)
  }
  const rounds = new DataView(data.buffer, data.byteOffset).getUint32(0)
  const executionGasUsed = common.param('blake2RoundGas') * BigInt(rounds)
  if (gasLimit < executionGasUsed) return failure(gasLimit, EVMError.errorMessages.OUT_OF_GAS)
  compression ??= new Blake2Compression()
  const returnValue = compression.run(data.subarray(4, inputBytes - 1), isFinal === 1, rounds)
  return { returnValue, executionGasUsed }
}

function failure(gasLimit: bigint, message: EVMError['error']): ExecResult {
  return {
    returnValue: new Uint8Array(0),
    executionGasUsed: gasLimit,
    exceptionError: new EVMError(message),
  }
}
